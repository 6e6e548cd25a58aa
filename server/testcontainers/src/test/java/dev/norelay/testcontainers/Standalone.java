package dev.norelay.testcontainers;

import dev.norelay.standalone.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * norelay as it runs in its image, as a process without one: begun by the command line and the environment that the container is
 * given, but on ports that are free, since nothing is between it and this machine.
 */
final class Standalone implements AutoCloseable {
    static final String TOKEN = "only-for-tests";

    private final Process process;
    private final Path err;
    final JsonNode ready;
    final Api api;

    Standalone(Launch launch) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    Main.class.getName()));
            command.addAll(launch.command());
            err = Files.createTempFile("norelay", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
            builder.environment().put("NORELAY_HTTP_TOKEN", TOKEN);
            builder.environment().put("NORELAY_FREE_PORTS", "true");
            builder.environment().put("NORELAY_JSON", "true");
            process = builder.start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null) {
                throw new AssertionError("norelay has ended: " + Files.readString(err));
            }
            ready = JsonMapper.shared().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        api = new Api(URI.create(ready.at("/http/address").asString()), TOKEN);
    }

    /** Nothing is in between. */
    Ways ways() {
        return (port, service) -> new Ways.Place(host(), port);
    }

    String host() {
        return ready.at("/client/host").asString();
    }

    NorelayServer main() {
        return new NorelayServer(api, NorelayServer.MAIN, ways());
    }

    NorelayServer start(String scenario) {
        return NorelayServer.start(api, scenario, null, ways());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
