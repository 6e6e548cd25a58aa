package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** The server took a message and its answer was lost; the client sent it again. */
final class DuplicateDelivery extends Duty {
    DuplicateDelivery() {
        super(
                new Kind(
                        "duplicate-delivery",
                        Severity.DOUBTFUL,
                        "delivers a mail twice, since the reply to the first one was lost",
                        "RFC 5321 §4.5.3.2.6, RFC 1047",
                        "does not know whether a message without a reply was taken: it tells the person so, and does not send it again by itself"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Resent.Again again : Resent.unanswered(history)) {
            found.add(finding(
                    "the server had taken the mail to " + again.who() + ", its reply was lost, and it was sent again",
                    again.evidence()));
        }
    }
}
