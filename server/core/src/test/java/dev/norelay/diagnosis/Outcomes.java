package dev.norelay.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Cause;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Sessions with an outcome, one to a row, and the causes that must be found in them. */
final class Outcomes {
    static final String BOB = "bob@partner.test";
    static final String ALICE = "alice@example.test";

    private Outcomes() {}

    /** A client that connects to a listener. */
    static Talk on(Stage stage, String listener) {
        return new Tape(stage).session(listener);
    }

    /** A client that connects to the submission port of a server with the defaults. */
    static Talk submission() {
        return on(new Stage(), "submission");
    }

    static Arguments row(String what, Tape tape, Cause cause, Cause... alternatives) {
        return Arguments.of(Named.of(what, tape), cause, List.of(alternatives));
    }

    /** The run, and its last session by itself, have that cause, with evidence. */
    static void assertFound(Tape tape, Cause cause, List<Cause> alternatives) {
        Diagnosis diagnosis = tape.diagnosis();

        assertThat(diagnosis.cause()).as("%s", diagnosis).isEqualTo(cause);
        assertThat(diagnosis.alternatives()).as("%s", diagnosis).isEqualTo(alternatives);
        assertThat(diagnosis.evidence()).as("%s", diagnosis).isNotEmpty();
        assertThat(tape.ofLastSession()).contains(diagnosis);
    }
}
