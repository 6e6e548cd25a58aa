package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code norelay run --json} as a process of its own, on ports that are free. */
final class RunningNorelay implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final Process process;
    final BufferedReader out;
    private final Path err;

    RunningNorelay(String... arguments) throws IOException {
        this(Map.of(), arguments);
    }

    /** With these variables in its environment. */
    RunningNorelay(Map<String, String> variables, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it lives for a second
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "run",
                "--json",
                "--free-ports"));
        command.addAll(List.of(arguments));
        err = Files.createTempFile("norelay-run", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(variables);
        process = builder.start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next event. */
    JsonNode next() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("norelay has ended: " + Files.readString(err));
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events up to the first that is like this, which is the last of them. */
    List<JsonNode> until(Predicate<JsonNode> last) {
        List<JsonNode> events = new ArrayList<>();
        do {
            events.add(next());
        } while (!last.test(events.get(events.size() - 1)));
        return events;
    }

    List<JsonNode> untilClosed() {
        return until(event -> name(event).equals("session-closed"));
    }

    static String name(JsonNode event) {
        return event.get("event").asString();
    }

    /** Gives an order. */
    void order(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Sends the mail of the story with curl, as these settings are; returns curl's exit code. */
    static int curl(JsonNode ready, JsonNode client) throws IOException, InterruptedException {
        String scheme = client.get("security").asString().equals("tls") ? "smtps" : "smtp";
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "60"));
        command.addAll(List.of(
                "--url",
                scheme + "://" + client.get("host").asString() + ":"
                        + client.get("port").asInt()));
        command.addAll(List.of("--cacert", ready.get("ca").asString()));
        if (client.get("security").asString().equals("starttls")) {
            command.add("--ssl-reqd");
        }
        if (!client.get("user").isNull()) {
            command.addAll(List.of(
                    "--user",
                    client.get("user").asString() + ":" + client.get("password").asString()));
        }
        command.addAll(List.of("--mail-from", client.get("from").asString()));
        client.get("to").forEach(recipient -> command.addAll(List.of("--mail-rcpt", recipient.asString())));
        command.addAll(List.of("--upload-file", "-"));
        Process curl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        curl.getOutputStream().write("Subject: Hello\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII));
        curl.getOutputStream().close();
        return curl.waitFor();
    }

    /** Its exit code, once it has ended by itself. */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("norelay ends").isTrue();
        return process.exitValue();
    }

    String standardError() throws IOException {
        return Files.readString(err);
    }

    /** Politely, so that it removes its files. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Files.deleteIfExists(err);
    }
}
