package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.ReplyCode;
import java.util.List;

/** Plaintext came together with STARTTLS. */
final class PipelinedAcrossStarttls extends Duty {
    /** RFC 8446 §5.1: the type of the record that begins a handshake. */
    private static final byte TLS_HANDSHAKE = 22;

    PipelinedAcrossStarttls() {
        super(new Kind(
                "pipelined-across-starttls",
                Severity.BREACH,
                "sends commands behind STARTTLS before TLS is up",
                "RFC 3207 §4",
                "sends nothing between STARTTLS and the handshake: what it says there anybody may have put in"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        history.turns()
                .filter(turn -> turn.is(Command.StartTls.class)
                        && turn.code() == ReplyCode.SERVICE_READY_220
                        && !turn.isSpoilt())
                .forEach(turn -> turn.first(PipelinedAcrossStarttls::isPlaintext)
                        .ifPresent(dropped -> found.add(
                                finding("the client sent plaintext together with STARTTLS", turn.said(), dropped))));
    }

    private static boolean isPlaintext(Event event) {
        return event instanceof Event.OctetsDropped dropped
                && dropped.first().size() > 0
                && dropped.first().toArray()[0] != TLS_HANDSHAKE;
    }
}
