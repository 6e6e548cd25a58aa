package dev.norelay.standalone;

import dev.norelay.Norelay;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a server at work can be told, each answered by one event, which is written behind all that happened before. One
 * order at a time. Thread-safe.
 */
final class Orders {
    private final Playing playing;
    private final EventWriter writer;
    private final @Nullable String dialect;
    private Scenario file;
    private boolean fileIsBroken;

    /**
     * @param dialect in which all that is played is spoken; or null
     */
    Orders(Playing playing, EventWriter writer, @Nullable String dialect) {
        this.playing = playing;
        this.dialect = dialect;
        this.writer = writer;
        this.file = playing.scenario();
    }

    private Norelay server() {
        return playing.server();
    }

    /** Reading is a barrier, which also waits until the writer has heard of everything. */
    private void awaitWritten() {
        server().diagnosis();
    }

    synchronized void fix() {
        awaitWritten();
        server().fix();
        writer.fixed(playing);
    }

    synchronized void reset() {
        awaitWritten();
        server().reset();
        writer.reset(playing);
    }

    synchronized void diagnosis() {
        writer.diagnosis(server().diagnosis());
    }

    /**
     * Plays another scenario from its beginning.
     *
     * @throws ScenarioException if there is none or it has mistakes
     */
    synchronized void use(String nameOrFile) {
        Scenario scenario = Scenarios.find(nameOrFile, dialect);
        awaitWritten();
        server().use(scenario);
        writer.ready(playing);
    }

    /** Plays a file that was saved; if it is broken, all goes on as before. Saved without a change, it means nothing. */
    synchronized void reload(Path path) {
        Scenario before = playing.scenario();
        try {
            Scenario saved = Scenarios.read(path, dialect);
            if (fileIsBroken || !saved.equals(file)) {
                awaitWritten();
                server().use(saved);
                writer.reloaded(playing);
            }
            file = saved;
            fileIsBroken = false;
        } catch (ScenarioException broken) {
            keep(broken);
        } catch (UncheckedIOException taken) { // the port of a listener that is new in the file
            server().use(before);
            keep(new ScenarioException(String.valueOf(taken.getMessage()), taken));
        }
    }

    private void keep(ScenarioException broken) {
        fileIsBroken = true;
        awaitWritten();
        writer.error(broken.getMessage() + "\nNothing changes until that is mended.", broken.problems());
    }

    /** What was ordered cannot be done. */
    synchronized void refuse(ScenarioException mistakes) {
        writer.error(String.valueOf(mistakes.getMessage()), mistakes.problems());
    }
}
