package dev.norelay;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.Scenario;
import dev.norelay.wire.SmtpServer;
import java.time.Duration;

/**
 * Takes a run through its story: whenever it has gone on, the listeners become what its phase wants, and the journal tells
 * of it. Thread-safe; not to be called on an event loop.
 */
final class Story {
    private final Run run;
    private final SmtpServer server;

    Story(Run run, SmtpServer server) {
        this.run = run;
        this.server = server;
    }

    void fix() {
        String before = phase();
        run.fix();
        entered(before);
    }

    void enter(String phase) {
        String before = phase();
        run.become(phase);
        entered(before);
    }

    private void entered(String before) {
        String now = phase();
        server.applyPhase();
        if (!now.equals(before)) {
            server.recorder().record(0, new Event.PhaseEntered(now));
        }
    }

    private String phase() {
        return run.phase().name();
    }

    void letTimePass(Duration time) {
        server.awaitRecorded();
        run.letTimePass(time);
        server.recorder().record(0, new Event.TimePassed(time));
        server.letTimePass(time);
    }

    /** Back to the beginning. What clients have done until now belongs to what is forgotten. */
    void reset() {
        use(run.scenario());
    }

    /** The same, with another scenario. */
    void use(Scenario scenario) {
        server.awaitRecorded();
        server.forgetTimers(); // of the story so far; none may take the next one a step on
        run.use(scenario);
        server.forgetTimers();
        server.applyPhase();
        server.recorder().clear();
        begin();
    }

    /** The journal's first words. */
    void begin() {
        server.recorder().record(0, new Event.RunBegun(run.scenario().name(), run.seed()));
        server.recorder().record(0, new Event.PhaseEntered(Phase.BROKEN));
    }
}
