package dev.norelay.outbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the outbox; its octets are there too.
 *
 * @param messageId its Message-ID, the same at each try
 * @param tries so far
 * @param next when it is tried again by itself; null where it waits for a person
 * @param problem why it is still here; null before the first try
 */
record Mail(
        long id,
        String messageId,
        String sender,
        Instant queued,
        int tries,
        @Nullable Instant next,
        @Nullable Problem problem,
        List<Recipient> recipients) {
    /**
     * One of its recipients.
     *
     * @param said the server's last word about them; may be empty
     */
    record Recipient(String address, State state, String said) {}

    /** What has become of a mail for one recipient. */
    enum State {
        /** Not yet sent, or put off. */
        WAITING,
        /** The server has said that it has the mail for them: never sent again. */
        ACCEPTED,
        /** Refused for good; kept, until a person says more. */
        REFUSED,
        /** The whole mail is at the server and its answer was never seen: may have been delivered. */
        UNKNOWN
    }

    Mail {
        recipients = List.copyOf(recipients);
    }

    /** Those in one state. */
    List<String> in(State state) {
        return recipients.stream()
                .filter(recipient -> recipient.state() == state)
                .map(Recipient::address)
                .toList();
    }

    boolean isDone() {
        return recipients.stream().allMatch(recipient -> recipient.state() == State.ACCEPTED);
    }
}
