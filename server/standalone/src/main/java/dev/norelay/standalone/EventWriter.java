package dev.norelay.standalone;

import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.scenario.Problem;
import dev.norelay.standalone.story.Happenings;
import dev.norelay.standalone.story.Playing;
import java.util.List;

/** Writes down what happens, each piece at once. Thread-safe. */
interface EventWriter extends Happenings {
    /** A scenario is played from its beginning: at first, and again when another one is chosen. */
    void ready(Playing playing);

    /** The file that is watched was changed, and is played from its beginning. */
    void reloaded(Playing playing);

    /** The remedy is done. */
    void fixed(Playing playing);

    /** The story is back at its beginning. */
    void reset(Playing playing);

    /** Why the run failed, as asked for. */
    void diagnosis(Diagnosis diagnosis);

    /**
     * An order could not be carried out, or a file that was saved is broken.
     *
     * @param problems the mistakes in the file, which the message has too
     */
    void error(String message, List<Problem> problems);
}
