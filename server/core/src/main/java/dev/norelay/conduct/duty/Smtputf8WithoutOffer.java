package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import java.util.List;

/** SMTPUTF8 or an address beyond US-ASCII was sent, and the reply to EHLO does not list SMTPUTF8. */
final class Smtputf8WithoutOffer extends Duty {
    Smtputf8WithoutOffer() {
        super(new Kind(
                "smtputf8-without-offer",
                Severity.BREACH,
                "uses UTF-8 in addresses though the server does not offer SMTPUTF8",
                "RFC 6531 §3.2, RFC 5321 §2.4",
                "tells the person that the address cannot be reached by this server"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            dialogue.turns().stream()
                    .filter(turn -> turn.standing().offer() != null
                            && !turn.standing().offers("SMTPUTF8")
                            && isInternational(turn))
                    .findFirst()
                    .ifPresent(turn -> found.add(finding(
                            "the client said \"" + turn.line() + "\", and the server does not offer SMTPUTF8",
                            Evidence.of(turn.standing().offer(), List.of(turn)))));
        }
    }

    private static boolean isInternational(Turn turn) {
        boolean declared = turn.as(Command.Mail.class)
                .filter(mail -> mail.parameters().containsKey("SMTPUTF8"))
                .isPresent();
        boolean path = turn.moment() == Moment.MAIL || turn.moment() == Moment.RCPT;
        return declared || (path && turn.line().chars().anyMatch(each -> each > 127));
    }
}
