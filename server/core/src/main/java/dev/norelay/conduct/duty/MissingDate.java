package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** The header has no Date field: it must have one, and a submission server may add it. */
final class MissingDate extends Duty {
    MissingDate() {
        super(new Kind(
                "missing-date",
                Severity.DOUBTFUL,
                "sends a message without a Date",
                "RFC 5322 §3.6, RFC 6409 §8.2",
                "writes the Date field itself, with the zone of its clock"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            history.letter(mailing)
                    .filter(letter -> !letter.isEmpty() && letter.field("Date").isEmpty())
                    .ifPresent(letter -> found.add(finding(
                            "the header has no Date",
                            mailing.content().orElseThrow().withReply())));
        }
    }
}
