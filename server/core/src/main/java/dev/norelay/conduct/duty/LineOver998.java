package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** A line of a message is longer than 998 octets, its CRLF not counted. */
final class LineOver998 extends Duty {
    private static final int MOST = 998;

    LineOver998() {
        super(new Kind(
                "line-over-998",
                Severity.BREACH,
                "sends a line of more than 998 octets",
                "RFC 5322 §2.1.1, RFC 5321 §4.5.3.1.6",
                "folds long header fields, and encodes a body with long lines as quoted-printable or base64"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            history.letter(mailing)
                    .filter(letter -> mailing.isInLines() && letter.longest() > MOST)
                    .ifPresent(letter -> found.add(finding(
                            "a line of the message has " + letter.longest() + " octets; it begins \""
                                    + letter.longestLine() + "\"",
                            mailing.content().orElseThrow().withReply())));
        }
    }
}
