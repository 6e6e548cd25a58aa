package dev.norelay.standalone;

import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.scenario.ScenarioException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders, one a line, each answered by one event, which is written behind all that happened before the order came.
 * The end of the input means nothing: a server goes on without it.
 */
final class StandardInput {
    private static final Logger LOG = LoggerFactory.getLogger(StandardInput.class);

    private final InputStream in;
    private final Playing playing;
    private final EventWriter writer;

    StandardInput(InputStream in, Playing playing, EventWriter writer) {
        this.in = in;
        this.playing = playing;
        this.writer = writer;
    }

    /** Reads on a thread of its own, which keeps no process alive. */
    void start() {
        Thread reader = new Thread(this::readAll, "norelay-standard-input");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    obey(line.strip());
                }
            }
        } catch (IOException e) {
            LOG.debug("standard input cannot be read any more", e);
        }
    }

    private void obey(String line) {
        String[] words = line.split("\\s+", 2);
        try {
            switch (words[0]) {
                case "fix" -> fix();
                case "reset" -> reset();
                case "diagnosis" -> writer.diagnosis(diagnosis());
                case "use" -> use(words.length > 1 ? words[1] : "");
                default -> writer.error("unknown order " + words[0] + "; there are fix, reset, diagnosis and use NAME");
            }
        } catch (ScenarioException | UncheckedIOException e) {
            writer.error(String.valueOf(e.getMessage()));
        }
    }

    private void fix() {
        diagnosis();
        playing.server().fix();
        writer.fixed(playing);
    }

    private void reset() {
        diagnosis();
        playing.server().reset();
        writer.reset(playing);
    }

    private void use(String name) {
        if (name.isEmpty()) {
            writer.error("use what? Say use NAME; `norelay list` shows the names");
            return;
        }
        var scenario = Scenarios.find(name);
        diagnosis();
        playing.server().use(scenario);
        writer.ready(playing);
    }

    /** Reading is a barrier, which also waits until the writer has heard of everything. */
    private Diagnosis diagnosis() {
        return playing.server().diagnosis();
    }
}
