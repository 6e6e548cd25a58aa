package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** The message has a Bcc field with addresses in it. */
final class BccInHeader extends Duty {
    BccInHeader() {
        super(new Kind(
                "bcc-in-header",
                Severity.DOUBTFUL,
                "tells all recipients who was to get a blind copy",
                "RFC 5322 §3.6.3, §5",
                "names blind copies in the envelope only, and leaves the Bcc field out"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            history.letter(mailing)
                    .filter(letter -> letter.field("Bcc")
                            .filter(names -> !names.isBlank())
                            .isPresent())
                    .ifPresent(letter -> found.add(finding(
                            "the header says who gets a blind copy: Bcc: "
                                    + letter.field("Bcc").orElse(""),
                            mailing.content().orElseThrow().withReply())));
        }
    }
}
