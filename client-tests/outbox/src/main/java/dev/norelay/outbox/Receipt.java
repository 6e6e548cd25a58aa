package dev.norelay.outbox;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered when a mail was sent.
 *
 * @param recipients its answer to each recipient's address
 * @param dot its answer behind the message; null where none came, so that nobody knows; a yes to nobody where nothing was
 *     sent since nobody was accepted
 */
record Receipt(Map<String, Answer> recipients, @Nullable Answer dot) {
    /** In place of an answer behind the message. */
    static final Answer NOTHING_SENT = new Answer(250, List.of());

    Receipt {
        recipients = Map.copyOf(recipients);
    }

    /** What the server answered to a recipient who was named to it. */
    Answer to(String recipient) {
        return Objects.requireNonNull(recipients.get(recipient), recipient);
    }

    /** Whether the server accepted a recipient. */
    boolean takes(String recipient) {
        return to(recipient).isYes();
    }
}
