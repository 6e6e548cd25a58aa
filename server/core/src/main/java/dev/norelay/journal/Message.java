package dev.norelay.journal;

import dev.norelay.session.Transaction;
import dev.norelay.session.Transaction.Recipient;
import dev.norelay.smtp.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A message that the server took over. Its octets are kept as sent. Immutable. */
public final class Message {
    private final int session;
    private final Instant time;
    private final String user;
    private final Path reversePath;
    private final Map<String, String> parameters;
    private final List<Recipient> recipients;
    private final MessageContent content;

    /**
     * A message with its envelope.
     *
     * @param user that had logged in; empty where nobody had
     * @param transaction as it is now: nothing of it is kept but values
     */
    public Message(int session, Instant time, String user, Transaction transaction, MessageContent content) {
        this.session = session;
        this.time = time;
        this.user = user;
        this.reversePath = transaction.reversePath();
        this.parameters = transaction.parameters();
        this.recipients = List.copyOf(transaction.recipients());
        this.content = content;
    }

    /** The session it came in. */
    public int session() {
        return session;
    }

    /** When the server took it over. */
    public Instant time() {
        return time;
    }

    /** Who had logged in, if anyone had. */
    public Optional<String> user() {
        return user.isEmpty() ? Optional.empty() : Optional.of(user);
    }

    /** The reverse-path; empty for the null path. */
    public String from() {
        return reversePath.text();
    }

    /** The forward-paths, in the order of RCPT. */
    public List<String> recipients() {
        return recipients.stream()
                .map(recipient -> recipient.forwardPath().text())
                .toList();
    }

    /**
     * The parameters of MAIL, in the client's order: keywords in upper case, values as sent. {@code RET} and
     * {@code ENVID} are RFC 3461's, {@code SIZE} RFC 1870's, {@code BODY} RFC 6152's, {@code SMTPUTF8} RFC 6531's.
     */
    public Map<String, String> parameters() {
        return parameters;
    }

    /**
     * The parameters of a recipient's RCPT, {@code NOTIFY} and {@code ORCPT} (RFC 3461): keywords in upper case, values as
     * sent. Empty for who is none; of a repeated recipient, those of the last time.
     */
    public Map<String, String> parameters(String recipient) {
        return recipients.stream()
                .filter(one -> one.forwardPath().text().equals(recipient))
                .reduce((first, last) -> last)
                .map(Recipient::parameters)
                .orElse(Map.of());
    }

    /** In octets. */
    public long size() {
        return content.size();
    }

    /**
     * The octets, as sent, stuffed dots taken away. The caller closes the stream.
     *
     * @throws UncheckedIOException if the journal has dropped them, or they lay in a file and the server was closed or reset
     */
    public InputStream open() {
        try {
            return content.open();
        } catch (IOException gone) {
            throw new UncheckedIOException(
                    "the octets of this message are gone: read them before close(), reset() and use(), or raise the journal's limits",
                    gone);
        }
    }

    /** The octets, all at once. */
    public byte[] octets() {
        try (InputStream stream = open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The octets read as UTF-8. */
    public String text() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    /** The first header field with that name, unfolded (RFC 5322 §2.2.3), not decoded. */
    public Optional<String> header(String name) {
        String wanted = name.toLowerCase(Locale.ROOT) + ":";
        String head = text().split("\r\n\r\n", 2)[0];
        for (String line : head.replaceAll("\r\n(?=[ \t])", "").split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(wanted)) {
                return Optional.of(line.substring(wanted.length()).strip());
            }
        }
        return Optional.empty();
    }

    /** The Subject field, if there is one. */
    public Optional<String> subject() {
        return header("Subject");
    }

    void discard() {
        content.discard();
    }

    boolean isInFile() {
        return content.isInFile();
    }

    long octetsInMemory() {
        return content.octetsInMemory();
    }

    @Override
    public String toString() {
        return "Message from <" + from() + "> to " + recipients() + ", " + size() + " octets";
    }
}
