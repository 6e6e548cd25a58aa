package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** The header has no Message-ID field. */
final class MissingMessageId extends Duty {
    MissingMessageId() {
        super(
                new Kind(
                        "missing-message-id",
                        Severity.DOUBTFUL,
                        "sends a message without a Message-ID",
                        "RFC 5322 §3.6.4",
                        "gives each message a Message-ID of its own and keeps it when it tries again, so that duplicates can be told"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            history.letter(mailing)
                    .filter(letter -> !letter.isEmpty() && letter.messageId().isEmpty())
                    .ifPresent(letter -> found.add(finding(
                            "the header has no Message-ID",
                            mailing.content().orElseThrow().withReply())));
        }
    }
}
