package dev.norelay.outbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message made ready to be sent: lines end with CRLF and are of a length that SMTP takes, Bcc is in the envelope only,
 * Date and Message-ID are there. What is ready is sent as it is at each try, so that duplicates can be told.
 */
final class Letter {
    private final String messageId;
    private final String sender;
    private final List<String> recipients;
    private final byte[] octets;

    private Letter(String messageId, String sender, Set<String> recipients, byte[] octets) {
        this.messageId = messageId;
        this.sender = sender;
        this.recipients = List.copyOf(recipients);
        this.octets = octets;
    }

    /** With its angle brackets. */
    String messageId() {
        return messageId;
    }

    /** The reverse-path. */
    String sender() {
        return sender;
    }

    /** The forward-paths. */
    List<String> recipients() {
        return recipients;
    }

    /** The message as it is to be sent. */
    byte[] octets() {
        return octets.clone();
    }

    /**
     * Makes a message ready.
     *
     * @param written as a person or program wrote it
     * @param from the reverse-path; null: the one of the Sender or From field
     * @param to the forward-paths; empty: those of To, Cc and Bcc
     * @throws IllegalArgumentException if it has no content, no sender, no recipient or no usable address
     */
    static Letter compose(byte[] written, @Nullable String from, List<String> to, Instant now)
            throws MessagingException, IOException {
        if (new String(written, StandardCharsets.ISO_8859_1).isBlank()) {
            throw new IllegalArgumentException("There is nothing in the message.");
        }
        EditableMessage message = new EditableMessage(session(), withCrLf(written));
        Set<String> recipients = new LinkedHashSet<>();
        for (String recipient : to.isEmpty() ? addresses(message, "To", "Cc", "Bcc") : to) {
            recipients.add(Addresses.forEnvelope(recipient));
        }
        List<String> senders = from == null ? addresses(message, "Sender", "From") : List.of(from);
        if (recipients.isEmpty() || senders.isEmpty()) {
            throw new IllegalArgumentException(
                    recipients.isEmpty() ? "The message has no recipient." : "The message has no sender.");
        }
        String sender = Addresses.forEnvelope(senders.get(0));
        message.removeHeader("Bcc"); // RFC 5322 §3.6.3
        message.removeHeader("Resent-Bcc");
        if (message.getHeader("Date") == null) {
            message.setSentDate(Date.from(now));
        }
        if (message.getHeader("Message-ID") == null) {
            message.setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + Addresses.domain(sender) + ">");
        }
        message.tidy();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(octets);
        return new Letter(message.getMessageID(), sender, recipients, octets.toByteArray());
    }

    /** The same for a server that takes US-ASCII only (RFC 6152 §3): parts with other octets are encoded. */
    static byte[] inSevenBits(byte[] octets) throws MessagingException, IOException {
        EditableMessage message = new EditableMessage(session(), octets);
        message.encode(content -> anyBeyondAscii(content, 0, content.length));
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        message.writeTo(encoded);
        return encoded.toByteArray();
    }

    /** Whether the body has octets beyond US-ASCII. */
    static boolean isEightBit(byte[] octets) {
        return anyBeyondAscii(octets, endOfHeader(octets), octets.length);
    }

    /** Whether the header has them, so that only a server with SMTPUTF8 can take it (RFC 6532). */
    static boolean hasEightBitHeader(byte[] octets) {
        return anyBeyondAscii(octets, 0, endOfHeader(octets));
    }

    private static boolean anyBeyondAscii(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] < 0) {
                return true;
            }
        }
        return false;
    }

    private static int endOfHeader(byte[] octets) {
        for (int i = 0; i + 3 < octets.length; i++) {
            if (Arrays.equals(octets, i, i + 4, new byte[] {'\r', '\n', '\r', '\n'}, 0, 4)) {
                return i;
            }
        }
        return octets.length;
    }

    /** CR and LF stand together only, at the end of each line and of the last one (RFC 5321 §2.3.8). */
    private static byte[] withCrLf(byte[] written) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(written.length + written.length / 20);
        int before = '\n';
        for (byte octet : written) {
            if (octet == '\r' || (octet == '\n' && before != '\r')) {
                out.write('\r');
                out.write('\n');
            } else if (octet != '\n') {
                out.write(octet);
            }
            before = octet;
        }
        if (before != '\n' && before != '\r') {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static List<String> addresses(EditableMessage message, String... fields) throws MessagingException {
        List<String> found = new ArrayList<>();
        for (String field : fields) {
            String value = message.getHeader(field, ",");
            if (value != null) {
                for (InternetAddress address : parse(value)) {
                    found.add(address.getAddress());
                }
            }
        }
        return found;
    }

    private static InternetAddress[] parse(String field) {
        try {
            return InternetAddress.parseHeader(field, false);
        } catch (AddressException e) {
            throw new IllegalArgumentException("'" + field + "' cannot be read as mail addresses.", e);
        }
    }

    private static Session session() {
        Properties properties = new Properties();
        properties.put("mail.mime.allowutf8", "true");
        return Session.getInstance(properties);
    }
}
