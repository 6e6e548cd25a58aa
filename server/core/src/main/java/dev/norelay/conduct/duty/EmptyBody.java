package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** The envelope was accepted, and behind the header there is nothing, or not even a header. A message may have no body (RFC 5322 §3.5). */
final class EmptyBody extends Duty {
    EmptyBody() {
        super(new Kind(
                "empty-body",
                Severity.NOTE,
                "sends a message with nothing in it",
                "RFC 5322 §2.1, §3.5",
                "finds out before MAIL whether the text can be read, and sends nothing where it cannot"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            history.letter(mailing)
                    .filter(letter -> !letter.hasBody())
                    .ifPresent(letter -> found.add(finding(
                            letter.isEmpty() ? "the message has no octet" : "there is nothing behind the header",
                            mailing.content().orElseThrow().withReply())));
        }
    }
}
