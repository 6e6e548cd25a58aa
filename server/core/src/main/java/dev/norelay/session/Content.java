package dev.norelay.session;

import dev.norelay.smtp.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a message that arrives, or has arrived.
 *
 * @param size in octets so far, stuffed dots and the ending dot not counted
 * @param bareNewline whether it has a CR or LF that is not part of a CRLF
 * @param stored whether there was room to keep it
 * @param beginning of the message, at most {@link #BEGINNING} octets; empty until its end
 */
public record Content(long size, boolean bareNewline, boolean stored, Octets beginning) {
    /** Where the message's octets lie, stuffed dots and the ending dot taken out. */
    @FunctionalInterface
    public interface Source {
        /** Reads them from the start; the caller closes the stream. Not on an event loop: it may be a file. */
        InputStream open() throws IOException;
    }

    private static final String MESSAGE_ID = "Message-ID:";

    /** So much of a message is looked at by rules. */
    public static final int BEGINNING = 256 << 10;

    /** The lines of the header, unfolded (RFC 5322 §2.2.3), not decoded. */
    public List<String> headerLines() {
        return List.of(head().replaceAll("\r\n(?=[ \t])", "").split("\r\n", -1));
    }

    private String head() {
        return text().split("\r\n\r\n", 2)[0];
    }

    /** What follows the header, as far as it is in the beginning. */
    public String body() {
        String[] parts = text().split("\r\n\r\n", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    /** What makes it the same message when it comes again: its Message-ID, else all there is, both as a short hash. */
    public String identity() {
        String told = messageIdLine().orElseGet(this::text);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Optional<String> messageIdLine() {
        return headerLines().stream()
                .filter(line -> line.regionMatches(true, 0, MESSAGE_ID, 0, MESSAGE_ID.length()))
                .map(line -> line.substring(MESSAGE_ID.length()).strip())
                .findFirst();
    }

    /** Its Message-ID without the angle brackets, if it has one. */
    Optional<String> messageId() {
        return messageIdLine().map(line -> line.replaceAll("^<|>$", "")).filter(line -> !line.isEmpty());
    }

    private String text() {
        return new String(beginning.toArray(), StandardCharsets.UTF_8);
    }
}
