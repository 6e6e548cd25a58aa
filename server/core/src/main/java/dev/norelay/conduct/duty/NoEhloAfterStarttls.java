package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import java.util.List;

/** The first command behind STARTTLS and handshake is no EHLO. */
final class NoEhloAfterStarttls extends Duty {
    NoEhloAfterStarttls() {
        super(new Kind(
                "no-ehlo-after-starttls",
                Severity.DOUBTFUL,
                "says no EHLO when TLS is up",
                "RFC 3207 §4.2",
                "forgets behind the handshake what the server had offered before it, and asks anew with EHLO"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        history.turns()
                .filter(turn -> turn.before() != null
                        && turn.before().is(Command.StartTls.class)
                        && turn.before().any(Event.TlsStarted.class)
                        && turn.moment() != Moment.EHLO
                        && turn.moment() != Moment.QUIT)
                .forEach(turn -> found.add(finding(
                        "the first thing said inside TLS was \"" + turn.line() + "\", not EHLO",
                        Evidence.of(turn.before(), turn))));
    }
}
