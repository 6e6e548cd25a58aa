package dev.norelay.standalone;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.standalone.story.Playing;
import dev.norelay.standalone.story.Stage;
import dev.norelay.standalone.story.Stage.Change;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a server at work can be told by standard input and by a file that is saved. Each order, whoever gives it, is
 * answered by one event, which is written behind all that happened before. Thread-safe.
 */
final class Orders {
    private final Stage stage;
    private final Playing playing;
    private final EventWriter writer;
    private final @Nullable String dialect;
    private final UnaryOperator<String> names;
    private Scenario file;
    private boolean fileIsBroken;

    /**
     * @param dialect in which all that is played is spoken; or null
     * @param names finds the files that are called by a name
     */
    Orders(Stage stage, Playing playing, EventWriter writer, @Nullable String dialect, UnaryOperator<String> names) {
        this.stage = stage;
        this.playing = playing;
        this.dialect = dialect;
        this.names = names;
        this.writer = writer;
        this.file = playing.scenario();
        stage.observe(this::changed);
    }

    private void changed(Change change) {
        switch (change) {
            case FIXED -> writer.fixed(playing);
            case RESET -> writer.reset(playing);
            case USED -> writer.ready(playing);
            case RELOADED -> writer.reloaded(playing);
            case OTHER -> {} // only the control API gives such an order, and answers it
        }
    }

    void fix() {
        stage.fix();
    }

    void reset() {
        stage.reset();
    }

    void diagnosis() {
        stage.between(() -> {
            writer.diagnosis(playing.server().diagnosis());
            return playing;
        });
    }

    /**
     * Plays another scenario from its beginning.
     *
     * @throws ScenarioException if there is none or it has mistakes
     */
    void use(String nameOrFile) {
        stage.use(Scenarios.find(names.apply(nameOrFile), dialect));
    }

    /** Plays a file that was saved; if it is broken, all goes on as before. Saved without a change, it means nothing. */
    synchronized void reload(Path path) {
        Scenario before = playing.scenario();
        try {
            Scenario saved = Scenarios.read(path, dialect);
            if (fileIsBroken || !saved.equals(file)) {
                stage.reload(saved);
            }
            file = saved;
            fileIsBroken = false;
        } catch (ScenarioException broken) {
            keep(broken);
        } catch (UncheckedIOException taken) { // the port of a listener that is new in the file
            playing.server().use(before);
            keep(new ScenarioException(String.valueOf(taken.getMessage()), taken));
        }
    }

    private void keep(ScenarioException broken) {
        fileIsBroken = true;
        error(broken.getMessage() + "\nNothing changes until that is mended.", broken);
    }

    /** What was ordered cannot be done. */
    void refuse(ScenarioException mistakes) {
        error(String.valueOf(mistakes.getMessage()), mistakes);
    }

    private void error(String message, ScenarioException mistakes) {
        stage.between(() -> {
            writer.error(message, mistakes.problems());
            return mistakes;
        });
    }
}
