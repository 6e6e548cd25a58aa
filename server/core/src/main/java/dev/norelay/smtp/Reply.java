package dev.norelay.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A server's reply: one line or several, each with its code (RFC 5321 §4.2.1). Codes may differ from line to line, since
 * a scenario may want just that.
 *
 * @param lines at least one
 */
public record Reply(List<Line> lines) {

    /**
     * One line of a reply, without hyphen, blank and CRLF.
     *
     * @param code three digits
     * @param text what follows; may be empty; begins with the enhanced status code if there is one
     */
    public record Line(int code, String text) {
        public Line {
            if (code < 100 || code > 999) {
                throw new IllegalArgumentException("a reply code has three digits, not " + code);
            }
            if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a reply's line holds no CR or LF: write a list of lines");
            }
        }
    }

    private static final int FIRST_OCTET = 0xdc80;
    private static final int LAST_OCTET = 0xdcff;
    private static final Pattern LINE = Pattern.compile("(\\d{3})(?:[ -](.*))?", Pattern.DOTALL);

    private static final Pattern CODED = Pattern.compile("[1-9]\\d\\d(?:[ -].*)?", Pattern.DOTALL);
    private static final Pattern ANY_LINE_END = Pattern.compile("\r\n|\r|\n");

    public Reply {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply has at least one line");
        }
    }

    /** A reply of one line, or of several with the same code. */
    public static Reply of(int code, String... texts) {
        List<Line> lines = new ArrayList<>(texts.length);
        for (String text : texts) {
            lines.add(new Line(code, text));
        }
        return new Reply(lines);
    }

    /**
     * Reads a reply as a person writes it: {@code 550 5.1.1 no such user}, one string a line, each with its code.
     *
     * @throws IllegalArgumentException if a line does not begin with a code
     */
    public static Reply parse(List<String> written) {
        List<Line> lines = new ArrayList<>(written.size());
        for (String line : written) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "\"" + line + "\" is not a reply: write a code of three digits, a blank and the text,"
                                + " like \"550 5.1.1 no such user\"");
            }
            String text = matcher.group(2);
            lines.add(new Line(Integer.parseInt(matcher.group(1)), text == null ? "" : text));
        }
        return new Reply(lines);
    }

    /**
     * Reads what a lenient client may see in octets: lines that end with CRLF, CR or LF, each with its code, UTF-8 or not.
     *
     * @return empty where a line has no code, or there is none
     */
    public static Optional<Reply> read(Octets octets) {
        List<String> lines = ANY_LINE_END
                .splitAsStream(new String(octets.toArray(), StandardCharsets.UTF_8))
                .toList();
        boolean coded = !lines.isEmpty() && lines.stream().allMatch(CODED.asMatchPredicate());
        return coded ? Optional.of(parse(lines)) : Optional.empty();
    }

    /** The code of the last line, by which a client must go (RFC 5321 §4.2.1). */
    public int code() {
        return last().code();
    }

    /** The enhanced status code of the last line that has one. */
    public Optional<EnhancedStatusCode> enhanced() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Optional<EnhancedStatusCode> found =
                    EnhancedStatusCode.leading(lines.get(i).text());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The texts of all lines that have any, enhanced codes left out, joined by blanks. */
    public String text() {
        return lines.stream()
                .map(Reply::withoutEnhanced)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String withoutEnhanced(Line line) {
        int code = EnhancedStatusCode.leading(line.text())
                .map(found -> found.toString().length())
                .orElse(0);
        return line.text().substring(code).strip();
    }

    /** 2xx or 3xx: the client's command is carried out. */
    public boolean isPositive() {
        return code() >= 200 && code() < 400;
    }

    /** The octets on the wire: hyphens, blanks and CRLF set, UTF-8 but for the octets of {@link #octet}. */
    public byte[] octets() {
        String wire = toString();
        for (int i = 0; i < wire.length(); i++) {
            if (isOctet(wire.charAt(i))) {
                return withOctets(wire);
            }
        }
        return wire.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a code unit of a text stands for an octet. */
    public static boolean isOctet(int unit) {
        return unit >= FIRST_OCTET && unit <= LAST_OCTET;
    }

    private static byte[] withOctets(String wire) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(wire.length());
        wire.codePoints().forEach(each -> {
            if (isOctet(each)) {
                octets.write(each);
            } else {
                octets.writeBytes(Character.toString(each).getBytes(StandardCharsets.UTF_8));
            }
        });
        return octets.toByteArray();
    }

    /**
     * What stands in a text for an octet that is not UTF-8, since some servers send such: a code unit that no text has by
     * itself (half a surrogate pair), the octet its last eight bits.
     *
     * @param value from 128 to 255
     */
    public static char octet(int value) {
        if (value < 0x80 || value > 0xff) {
            throw new IllegalArgumentException("octets from 128 on need this, not " + value);
        }
        return (char) (FIRST_OCTET - 0x80 + value);
    }

    private Line last() {
        return lines.get(lines.size() - 1);
    }

    /** The reply as it goes over the wire, with CRLF behind each line. */
    @Override
    public String toString() {
        StringBuilder wire = new StringBuilder(64);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            char separator = i == lines.size() - 1 ? ' ' : '-';
            wire.append(line.code()).append(separator).append(line.text()).append("\r\n");
        }
        return wire.toString();
    }
}
