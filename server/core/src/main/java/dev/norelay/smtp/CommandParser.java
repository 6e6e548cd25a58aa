package dev.norelay.smtp;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one command line. Total: every line is a {@link Command}, the wrong ones {@link Command.Malformed}.
 *
 * <p>Next on the main path: {@code dev.norelay.session.Session.propose}.
 */
public final class CommandParser {
    /** RFC 5321 §4.5.3.1.4 says 512 and lets extensions add to it; as long as Postfix's line_length_limit. */
    public static final int MAX_LINE = 2048;
    /** RFC 4954 §4: a line of an authentication exchange, without CRLF. */
    public static final int MAX_AUTHENTICATION_LINE = 12288;

    private static final Set<String> NOT_IMPLEMENTED =
            Set.of("EXPN", "TURN", "ETRN", "SEND", "SOML", "SAML", "BURL", "VERB", "XCLIENT");

    /** RFC 3030 §2; a size that fits a long. */
    private static final Pattern CHUNK = Pattern.compile("0*([0-9]{1,18})(?: +([Ll][Aa][Ss][Tt]))?");

    private CommandParser() {}

    /** Reads a line, given without its CRLF. */
    public static Command parse(byte[] octets) {
        for (byte octet : octets) {
            if (octet == '\r' || octet == '\n') {
                return malformed(octets, SyntaxError.BARE_NEWLINE, "a bare CR or LF in the line");
            }
            if (octet == 127 || (octet >= 0 && octet < 32 && octet != '\t')) {
                return malformed(octets, SyntaxError.ODD_OCTETS, "control octet " + octet + " in the line");
            }
        }
        return parse(new String(octets, StandardCharsets.UTF_8));
    }

    /** A line that is no command, whatever it says; where it might announce a chunk, framing is lost with it. */
    public static Command malformed(byte[] octets, SyntaxError error, String explanation) {
        boolean chunk = Ascii.upperCase(new String(octets, 0, Math.min(4, octets.length), StandardCharsets.US_ASCII))
                .equals("BDAT");
        return chunk
                ? malformed(Moment.DATA, SyntaxError.CHUNK, explanation)
                : malformed(Moment.OTHER, error, explanation);
    }

    /** Reads a line of an authentication exchange (RFC 4954 §4), given without its CRLF. */
    public static Command parseAuthResponse(byte[] octets) {
        return new Command.AuthResponse(new String(octets, StandardCharsets.UTF_8));
    }

    private static Command parse(String received) {
        String line = Ascii.stripTrailing(received); // RFC 5321 §4.1.1: trailing white space is tolerated
        int blank = line.indexOf(' ');
        String verb = Ascii.upperCase(blank < 0 ? line : line.substring(0, blank));
        String arguments = blank < 0 ? "" : line.substring(blank + 1);
        return switch (verb) {
            // RFC 5321 §4.1.1.1. Deviates: whether the argument is a domain is for policy and conduct to judge.
            case "EHLO" ->
                arguments.isEmpty()
                        ? missing(Moment.EHLO, "a domain or address literal")
                        : new Command.Ehlo(Ascii.strip(arguments));
            case "HELO" ->
                arguments.isEmpty() ? missing(Moment.EHLO, "a domain") : new Command.Helo(Ascii.strip(arguments));
            case "MAIL" -> path(Moment.MAIL, "FROM:", arguments);
            case "RCPT" -> path(Moment.RCPT, "TO:", arguments);
            case "DATA" -> bare(arguments, new Command.Data());
            case "BDAT" -> chunk(arguments);
            case "RSET" -> bare(arguments, new Command.Rset());
            case "QUIT" -> bare(arguments, new Command.Quit());
            // RFC 3207 §4: 501 with a parameter.
            case "STARTTLS" -> bare(arguments, new Command.StartTls());
            // RFC 5321 §4.1.1.9: a parameter string should be ignored.
            case "NOOP" -> new Command.Noop();
            case "HELP" -> new Command.Help();
            case "VRFY" ->
                arguments.isEmpty() ? missing(Moment.VRFY, "a string") : new Command.Vrfy(Ascii.strip(arguments));
            case "AUTH" -> auth(arguments);
            default -> other(verb);
        };
    }

    private static Command other(String verb) {
        if (verb.startsWith("BDAT")) {
            return malformed(Moment.DATA, SyntaxError.CHUNK, "\"" + verb + "\" may announce a chunk");
        }
        return NOT_IMPLEMENTED.contains(verb) ? new Command.NotImplemented(verb) : new Command.Unrecognized(verb);
    }

    private static Command bare(String arguments, Command command) {
        return arguments.isEmpty()
                ? command
                : malformed(command.moment(), SyntaxError.NO_ARGUMENTS_ALLOWED, "\"" + arguments + "\" is too much");
    }

    private static Command chunk(String arguments) {
        Matcher matcher = CHUNK.matcher(Ascii.strip(arguments));
        return matcher.matches()
                ? new Command.Bdat(Long.parseLong(matcher.group(1)), matcher.group(2) != null)
                : malformed(Moment.DATA, SyntaxError.CHUNK, "\"" + arguments + "\" is no size that a chunk can have");
    }

    private static Command missing(Moment moment, String what) {
        return malformed(moment, SyntaxError.ARGUMENTS, what + " is missing");
    }

    private static Command.Malformed malformed(Moment moment, SyntaxError error, String explanation) {
        return new Command.Malformed(moment, error, explanation);
    }

    private static Command path(Moment moment, String keyword, String arguments) {
        boolean mail = moment == Moment.MAIL;
        SyntaxError badPath = mail ? SyntaxError.REVERSE_PATH : SyntaxError.FORWARD_PATH;
        if (!arguments.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return malformed(moment, SyntaxError.ARGUMENTS, keyword + "<address> is missing");
        }
        // RFC 5321 §3.3: no blank behind the colon; so many clients send one that servers tolerate it.
        int from = keyword.length();
        while (from < arguments.length() && arguments.charAt(from) == ' ') {
            from++;
        }
        Optional<PathParser.Found> found = PathParser.parse(arguments, from);
        if (found.isEmpty()) {
            return malformed(moment, badPath, "\"" + arguments.substring(from) + "\" is no address in angle brackets");
        }
        Path path = found.get().path();
        // RFC 5321 §4.1.1.2: only a reverse-path may be null.
        if (!mail && path.isNull()) {
            return malformed(moment, badPath, "the forward-path is empty");
        }
        // RFC 5321 §4.1.1.3: only a forward-path may be a bare Postmaster.
        if (mail && !path.isNull() && path.domain().isEmpty()) {
            return malformed(moment, badPath, "the domain of the reverse-path is missing");
        }
        if (path.text().indexOf('\uFFFD') >= 0) {
            return malformed(moment, badPath, "the address has octets that are no UTF-8");
        }
        Map<String, String> parameters =
                parameters(arguments.substring(found.get().end()));
        if (parameters == null) {
            return malformed(moment, SyntaxError.ARGUMENTS, "the parameters behind the address are malformed");
        }
        return mail ? new Command.Mail(path, parameters) : new Command.Rcpt(path, parameters);
    }

    /**
     * RFC 5321 §4.1.2: {@code *(SP esmtp-keyword ["=" esmtp-value])}; null if they are anything else. Deviates: a value
     * may hold {@code =}, since some clients forget xtext (RFC 3461 §4) and nothing is ambiguous.
     */
    private static @Nullable Map<String, String> parameters(String text) {
        if (text.isEmpty()) {
            return Map.of();
        }
        if (text.charAt(0) != ' ') {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : Ascii.strip(text).split(" +", -1)) {
            int equals = parameter.indexOf('=');
            String keyword = Ascii.upperCase(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            boolean goodValue = equals < 0 || (!value.isEmpty() && value.indexOf('\t') < 0);
            if (!isKeyword(keyword) || !goodValue || parameters.put(keyword, value) != null) {
                return null;
            }
        }
        return parameters;
    }

    private static boolean isKeyword(String word) {
        return !word.isEmpty()
                && word.charAt(0) != '-'
                && word.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static Command auth(String arguments) {
        String[] words = Ascii.strip(arguments).split(" +", -1);
        if (words[0].isEmpty()) {
            return missing(Moment.AUTH, "a mechanism");
        }
        if (words.length > 2) {
            return malformed(Moment.AUTH, SyntaxError.ARGUMENTS, "more than one initial response");
        }
        return new Command.Auth(Ascii.upperCase(words[0]), words.length == 2 ? words[1] : null);
    }
}
