package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.Phase;
import dev.norelay.smtp.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The certificate that was played is bad, and the client said more than QUIT behind the handshake. */
final class GoesOnWithUnverifiedCertificate extends Duty {
    /** Beyond these a leaf is out of its dates. */
    private static final Duration BEHIND = Duration.ofDays(-31);

    private static final Duration AHEAD = Duration.ofDays(61);

    private static final Map<Certificate, String> WRONG = Map.of(
            Certificate.EXPIRED, "had run out",
            Certificate.NOT_YET_VALID, "was not valid yet",
            Certificate.WRONG_HOST, "was for another name",
            Certificate.SELF_SIGNED, "was signed by itself",
            Certificate.UNKNOWN_ISSUER, "was issued by nobody who is known",
            Certificate.MISSING_INTERMEDIATE, "came without the one of its issuer");

    GoesOnWithUnverifiedCertificate() {
        super(new Kind(
                "goes-on-with-unverified-certificate",
                Severity.BREACH,
                "goes on although the certificate cannot be verified",
                "RFC 8314 §5.3, RFC 7817 §3",
                "verifies issuer, dates and name, and leaves without another word where one of them is wrong"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            Entry started = dialogue.session().entries().stream()
                    .filter(entry -> entry.event() instanceof Event.TlsStarted)
                    .findFirst()
                    .orElse(null);
            if (started == null || history.phaseNumber(started) != history.phaseNumber(dialogue.opened())) {
                continue; // which certificate it met is not known
            }
            Optional<String> wrong = history.phase(started).flatMap(GoesOnWithUnverifiedCertificate::wrong);
            Optional<Turn> next = dialogue.turns().stream()
                    .filter(turn -> turn.said().sequence() > started.sequence())
                    .findFirst();
            if (wrong.isPresent() && next.isPresent() && !next.get().is(Command.Quit.class)) {
                found.add(finding(
                        "the certificate " + wrong.get() + ", and the client went on all the same",
                        started,
                        next.get().said()));
            }
        }
    }

    /** What nobody can verify; whether a key is too weak, clients may see differently. */
    private static Optional<String> wrong(Phase phase) {
        Duration clock = phase.client().clock();
        if (clock.compareTo(BEHIND) < 0 || clock.compareTo(AHEAD) > 0) {
            return Optional.of("was out of its dates by the client's clock");
        }
        return Optional.ofNullable(WRONG.get(phase.server().tls().certificate()));
    }
}
