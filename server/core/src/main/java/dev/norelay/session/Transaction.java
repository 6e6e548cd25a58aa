package dev.norelay.session;

import dev.norelay.smtp.Path;
import dev.norelay.smtp.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An open mail transaction (RFC 5321 §3.3). */
public final class Transaction {
    /**
     * A refusal whose reason is known and whose moment is still to come.
     *
     * @param cause what was accepted all the same: it tells which sender or recipient the words are about
     */
    record Deferred(Refusal refusal, Effect cause) {}

    /**
     * An accepted recipient.
     *
     * @param parameters of RCPT, keywords in upper case (RFC 3461 §4: NOTIFY, ORCPT)
     */
    public record Recipient(Path forwardPath, Map<String, String> parameters) {}

    /** How far the message is that comes in chunks (RFC 3030 §2). */
    enum Chunks {
        NONE,
        TAKEN,
        /** One was refused: the message can never be whole, and only RSET leads on. */
        BROKEN
    }

    private final Path reversePath;
    private final Map<String, String> parameters;
    private final List<Recipient> recipients = new ArrayList<>(1);
    private final List<Deferred> deferred = new ArrayList<>(0);
    private Chunks chunks = Chunks.NONE;

    /** One without recipients. */
    public Transaction(Path reversePath, Map<String, String> parameters) {
        this.reversePath = reversePath;
        this.parameters = parameters;
    }

    public Path reversePath() {
        return reversePath;
    }

    /** Of MAIL, keywords in upper case. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** In octets; 0 where none was declared (RFC 1870 §3). */
    public long declaredSize() {
        return MailParameters.declaredSize(parameters);
    }

    /** The accepted ones, in order; a repeated recipient stands here twice. */
    public List<Path> forwardPaths() {
        return recipients.stream().map(Recipient::forwardPath).toList();
    }

    /** The accepted ones with their parameters, in order. */
    public List<Recipient> recipients() {
        return Collections.unmodifiableList(recipients);
    }

    void add(Recipient recipient) {
        recipients.add(recipient);
    }

    Chunks chunks() {
        return chunks;
    }

    void chunks(Chunks state) {
        chunks = state;
    }

    void defer(Refusal refusal, Effect cause) {
        deferred.add(new Deferred(refusal, cause));
    }

    /** In the order in which the reasons came up. */
    List<Deferred> deferred() {
        return Collections.unmodifiableList(deferred);
    }
}
