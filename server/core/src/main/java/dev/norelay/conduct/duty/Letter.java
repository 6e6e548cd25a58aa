package dev.norelay.conduct.duty;

import dev.norelay.journal.Message;
import dev.norelay.smtp.Octets;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a message, read once from its beginning to its end, line by line (RFC 5322 §2). Of each line only the
 * beginning is kept.
 */
final class Letter {
    /** Of each line so many octets are looked at. */
    private static final int KEPT = 2_000;
    /** A header section longer than this is not searched further. */
    private static final int HEADER = 64 << 10;

    private static final int SHOWN = 60;

    private final StringBuilder header = new StringBuilder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final String hash;
    private long length;
    private long octets;
    private boolean inBody;
    private boolean hasBody;
    private boolean highBit;
    private long longest;
    private @Nullable String eightBit;
    private String longestLine = "";

    private Letter(Message message) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new BufferedInputStream(new DigestInputStream(message.open(), digest))) {
            int before = 0;
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                take(octet, before);
                before = octet;
            }
        }
        endOfLine();
        hash = HexFormat.of().formatHex(digest.digest());
    }

    /** Reads a message; empty where its octets are gone. */
    static Optional<Letter> of(Message message) {
        try {
            return Optional.of(new Letter(message));
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty(); // the journal has dropped them meanwhile, and nothing can be told
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void take(int octet, int before) {
        octets++;
        if (octet == '\n' && before == '\r') {
            length--; // the CR
            endOfLine();
            return;
        }
        highBit |= octet > 127;
        length++;
        if (line.size() < KEPT) {
            line.write(octet);
        }
    }

    private void endOfLine() {
        String text = line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
        if (highBit && eightBit == null) {
            eightBit = shown();
        }
        if (length > longest) {
            longest = length;
            longestLine = shown();
        }
        if (inBody) {
            hasBody |= !text.isBlank();
        } else if (text.isEmpty()) {
            inBody = true;
        } else if (header.length() < HEADER) {
            header.append(text).append("\r\n");
        }
        line.reset();
        length = 0;
        highBit = false;
    }

    /** The beginning of the present line, for a person's eyes. */
    private String shown() {
        byte[] kept = line.toByteArray();
        boolean ended = kept.length > 0 && kept[kept.length - 1] == '\r';
        return Octets.copyOf(kept, 0, Math.min(SHOWN, ended ? kept.length - 1 : kept.length))
                .toString();
    }

    long octets() {
        return octets;
    }

    boolean isEmpty() {
        return octets == 0;
    }

    /** Whether anything but blanks stands behind the header section. */
    boolean hasBody() {
        return hasBody;
    }

    /** The octets of the longest line, its end not counted. */
    long longest() {
        return longest;
    }

    String longestLine() {
        return longestLine;
    }

    /** The first line with an octet beyond US-ASCII. */
    Optional<String> eightBit() {
        return Optional.ofNullable(eightBit);
    }

    /** The first header field with that name, unfolded (RFC 5322 §2.2.3). */
    Optional<String> field(String name) {
        String wanted = name.toLowerCase(Locale.ROOT) + ":";
        return header.toString()
                .replaceAll("\r\n(?=[ \t])", "")
                .lines()
                .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(wanted))
                .map(each -> each.substring(wanted.length()).strip())
                .findFirst();
    }

    /** Its Message-ID, if it has one. */
    Optional<String> messageId() {
        return field("Message-ID").filter(id -> !id.isEmpty());
    }

    /** What makes it the same when it comes again: its Message-ID, else all octets. */
    String identity() {
        return messageId().orElse(hash);
    }
}
