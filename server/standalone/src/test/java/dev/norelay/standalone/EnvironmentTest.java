package dev.norelay.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;

/** Variables of the environment in place of options, a folder of scenarios, SIGTERM: what containers live by. */
@Isolated
@Timeout(180)
class EnvironmentTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void everyOptionOfRunHasAVariable() {
        CommandLine run = Main.commandLine(InputStream.nullInputStream(), Map.of())
                .getSubcommands()
                .get("run");
        List<OptionSpec> options = requireNonNull(run).getCommandSpec().options();

        assertThat(options)
                .extracting(Environment::variable)
                .doesNotHaveDuplicates()
                .contains("NORELAY_DIALECT", "NORELAY_PORTS", "NORELAY_CA_DIR", "NORELAY_LAN", "NORELAY_VERBOSE")
                .doesNotContain("NORELAY_PORT");
        assertThat(options)
                .filteredOn(option -> option.type() == boolean.class && !option.usageHelp() && !option.versionHelp())
                .as("else a flag that is given twice would be off")
                .hasSizeGreaterThan(4)
                .allMatch(option -> option.fallbackValue().equals("true"));
    }

    @Test
    void variablesSayWhatTheCommandLineDoesNot() throws Exception {
        Map<String, String> variables = Map.of(
                "NORELAY_SCENARIO", "relay-denied",
                "NORELAY_DIALECT", "gmail",
                "NORELAY_JSON", "true",
                "NORELAY_FREE_PORTS", "true",
                "NORELAY_PORT", "tcp://10.0.0.1:2587");
        try (RunningNorelay norelay = new RunningNorelay(variables, "stale-password")) {
            JsonNode ready = norelay.next();

            assertThat(ready.get("scenario").asString()).isEqualTo("stale-password");
            assertThat(RunningNorelay.curl(ready, ready.get("client"))).isEqualTo(67);
            assertThat(norelay.untilClosed())
                    .as("in the words of Gmail")
                    .anyMatch(event -> event.toString().contains("gsmtp"));
        }
        try (RunningNorelay norelay = new RunningNorelay(variables)) {
            assertThat(norelay.next().get("scenario").asString()).isEqualTo("relay-denied");
        }
    }

    @Test
    void whatAVariableSaysWrongIsToldAsOfAnOption() {
        assertThat(Invocation.of(Map.of("NORELAY_DIALECT", "postfx"), "run", "relay-denied")
                        .err())
                .contains("unknown dialect postfx; did you mean postfix,");
        Invocation ports = Invocation.of(Map.of("NORELAY_PORTS", "submission=0,2525"), "run");
        assertThat(ports.code()).isEqualTo(2);
        assertThat(ports.err()).contains("such as submission=2587, not 2525");
        assertThat(Invocation.of(Map.of("NORELAY_SCENARIO", " "), "run", "--watch")
                        .err())
                .as("set to nothing is not set")
                .contains("playground is in the catalogue");
    }

    @Test
    void aFolderOfScenariosIsPlayedByName() throws Exception {
        file("mine.yaml", "norelay: 1\ntitle: Mine\n");
        file("relay-denied.yml", "norelay: 1\ntitle: Denied in my way\n");
        file(".hidden.yaml", "no scenario");
        file("notes.txt", "no scenario");
        try (RunningNorelay norelay = new RunningNorelay("mine", "--scenarios", folder.toString())) {
            JsonNode ready = norelay.next();
            assertThat(ready.get("title").asString()).isEqualTo("Mine");
            assertThat(fetched(ready.get("http").get("address").asString() + "/api/v1/scenarios/mine"))
                    .contains("\"title\":\"Mine\"");
            norelay.order("use relay-denied");
            assertThat(norelay.next().get("title").asString()).isEqualTo("Denied in my way");
            norelay.order("use stale-password");
            assertThat(norelay.next().get("scenario").asString()).isEqualTo("stale-password");
        }
    }

    private static String fetched(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void clientsAreToldTheFirstHostAndTheCertificateHasAll() throws Exception {
        try (RunningNorelay norelay =
                new RunningNorelay(Map.of("NORELAY_HOST", "mail,mail.test.svc"), "open", "--http", "0")) {
            JsonNode ready = norelay.next();
            assertThat(ready.get("client").get("host").asString()).isEqualTo("mail");
            int port = ready.get("client").get("port").asInt();
            for (String name : List.of("mail", "mail.test.svc", "127.0.0.1")) {
                assertThat(namesOf(port, ready.get("ca").asString(), name)).contains("Verify return code: 0 (ok)");
            }
        }
        assertThat(Invocation.of("run", "--host", "two words").err()).contains("norelay: --host: ");
    }

    /** What openssl says of the certificate when it expects that name. */
    private static String namesOf(int port, String ca, String name) throws Exception {
        Process openssl = new ProcessBuilder(List.of(
                        "openssl",
                        "s_client",
                        "-starttls",
                        "smtp",
                        "-connect",
                        "127.0.0.1:" + port,
                        "-CAfile",
                        ca,
                        name.matches("[0-9.]+") ? "-verify_ip" : "-verify_hostname",
                        name))
                .redirectErrorStream(true)
                .start();
        openssl.getOutputStream().close();
        String said = new String(openssl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        openssl.waitFor();
        return said;
    }

    @Test
    void mistakesInAnyFileOfTheFolderAreAllTold() throws IOException {
        file("a.yaml", "norelay: 1\ntitel: A\n");
        file("b.yaml", "norelay: 1\ntitle: B\ntagz: [b]\n");
        file("c.yaml", "norelay: 1\ntitle: C\n");
        file("d.yaml", "norelay: 1\nname: c\ntitle: D\n");

        Invocation run = Invocation.of("run", "c", "--scenarios", folder.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("a.yaml:2:1: ", "did you mean `title`?", "b.yaml:3:1: ", "did you mean `tags`?")
                .contains("d.yaml: the scenario c is in c.yaml too");
        assertThat(Invocation.of("run", "--scenarios", folder.resolve("none").toString())
                        .err())
                .contains("there is no folder", "none to read scenarios from");
    }

    @Test
    void sigtermEndsItWell() throws Exception {
        try (RunningNorelay norelay = new RunningNorelay("relay-denied")) {
            Path ca = Path.of(norelay.next().get("ca").asString());
            assertThat(ca).exists();
            // What is told behind `ready` shows that it runs, and heeds signals.
            norelay.order("diagnosis");
            norelay.next();

            norelay.process.destroy();

            assertThat(norelay.awaitEnd()).isZero();
            assertThat(ca).doesNotExist();
            assertThat(norelay.standardError()).isEmpty();
        }
    }

    @Test
    void inAContainerPortsThatCannotBePublishedAreTold() throws Exception {
        Map<String, String> container = Map.of("NORELAY_CONTAINER", "true");
        try (RunningNorelay norelay = new RunningNorelay(container, "wrong-port")) {
            int port = norelay.next().get("client").get("port").asInt();
            norelay.process.destroy();
            norelay.awaitEnd();
            assertThat(norelay.standardError())
                    .contains("norelay: port " + port + " refuses connections, in this story. DO NOT PUBLISH IT");
        }
        try (RunningNorelay norelay = new RunningNorelay(container, "filtered-port")) {
            int port = norelay.next().get("client").get("port").asInt();
            norelay.process.destroy();
            norelay.awaitEnd();
            assertThat(norelay.standardError()).contains("norelay: port " + port + " never answers, in this story.");
        }
    }
}
