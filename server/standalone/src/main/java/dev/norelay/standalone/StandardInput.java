package dev.norelay.standalone;

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
 * Takes orders, one a line. The end of the input means nothing: a server goes on without it.
 */
final class StandardInput {
    private static final Logger LOG = LoggerFactory.getLogger(StandardInput.class);

    private final InputStream in;
    private final Orders orders;

    StandardInput(InputStream in, Orders orders) {
        this.in = in;
        this.orders = orders;
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
                case "fix" -> orders.fix();
                case "reset" -> orders.reset();
                case "diagnosis" -> orders.diagnosis();
                case "use" -> use(words.length > 1 ? words[1] : "");
                default ->
                    throw new ScenarioException(
                            "unknown order " + words[0] + "; there are fix, reset, diagnosis and use NAME");
            }
        } catch (ScenarioException e) {
            orders.refuse(e);
        } catch (UncheckedIOException e) {
            orders.refuse(new ScenarioException(String.valueOf(e.getMessage()), e));
        }
    }

    private void use(String name) {
        if (name.isEmpty()) {
            throw new ScenarioException("use what? Say use NAME; `norelay list` shows the names");
        }
        orders.use(name);
    }
}
