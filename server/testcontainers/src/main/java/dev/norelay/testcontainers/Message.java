package dev.norelay.testcontainers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail that the server took over.
 *
 * @param number from 1, since the last reset
 * @param session in which it came
 * @param time when the server took it over
 * @param user who had logged in; null where nobody had
 * @param from the reverse-path; empty for the null path
 * @param recipients the forward-paths
 * @param size in octets
 * @param subject decoded; null where it has none
 * @param headers in order, of the message itself
 * @param text the first part of plain text, decoded; null where there is none
 */
public record Message(
        int number,
        int session,
        Instant time,
        @Nullable String user,
        String from,
        List<Recipient> recipients,
        int size,
        @Nullable String subject,
        List<Header> headers,
        @Nullable String text) {

    /**
     * One forward-path.
     *
     * @param address without angle brackets
     */
    public record Recipient(String address) {}

    /**
     * One header field.
     *
     * @param name as it is written
     * @param value unfolded and decoded (RFC 2047)
     */
    public record Header(String name, String value) {}

    /** Copies what can change. */
    public Message {
        recipients = List.copyOf(recipients);
        headers = List.copyOf(headers);
    }

    /** Addresses of those for whom it was taken. */
    public List<String> to() {
        return recipients.stream().map(Recipient::address).toList();
    }

    /** The value of the first header field of that name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
