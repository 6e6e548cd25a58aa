package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.journal.JournalListener;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.standalone.story.Addresses;
import dev.norelay.standalone.story.Playing;
import dev.norelay.standalone.story.SessionReporter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a person sees, held by golden files. */
class TextEventsTest {
    private final StringWriter written = new StringWriter();
    private final EventWriter writer =
            new TextEvents(new Output(new PrintWriter(written)), Paint.NEVER, 100, ZoneOffset.UTC);

    /** Ports and times are by chance; in golden files each port is its listener's default with a 1 before it. */
    private String shown(Playing playing) {
        String text = written.toString();
        for (Listener listener : playing.listeners()) {
            String expected = Integer.toString(ListenOptions.PORTS.getOrDefault(listener.name(), 0));
            text = text.replace(Integer.toString(playing.port(listener)), "1" + expected);
        }
        return text.replaceAll("127\\.0\\.0\\.1:\\d+ connects", "127.0.0.1:PORT connects")
                .replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d ", "12:00:00 ")
                .replaceAll("TLS_\\w+", "CIPHER-SUITE");
    }

    private static String golden(String name) {
        try (InputStream in = TextEventsTest.class.getResourceAsStream(name)) {
            return in == null ? "there is no " + name : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Norelay start(String scenario) {
        CompletableFuture<JournalListener> reporter = new CompletableFuture<>();
        Norelay server = Norelay.builder()
                .scenario(scenario)
                .listener(entry -> reporter.join().recorded(entry))
                .start();
        reporter.complete(new SessionReporter(server, writer));
        return server;
    }

    /** Says these lines inside TLS, each when the one before it has been answered, and reads until the server closes. */
    private static void talk(ClientSettings settings, int port, String... lines) throws IOException {
        try (Socket socket =
                        settings.sslContext().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
                BufferedReader replies =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            awaitReply(replies);
            for (String line : lines) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                awaitReply(replies);
            }
            assertThat(replies.readLine()).isNull();
        }
    }

    private static void awaitReply(BufferedReader replies) throws IOException {
        String line = replies.readLine();
        while (line != null && line.charAt(3) == '-') {
            line = replies.readLine();
        }
    }

    @Test
    void theBannerTellsANewcomerAllThatIsNeeded() {
        try (Norelay server = start("relay-denied")) {
            Playing playing = new Playing(server, Path.of("/tmp/ca.pem"), false);

            writer.ready(playing);

            assertThat(shown(playing)).isEqualTo(golden("banner.txt"));
        }
    }

    @Test
    void theBannerSaysWhereNothingCanBeSeen() {
        try (Norelay server = start("wrong-port")) {
            writer.ready(new Playing(server, Path.of("/tmp/ca.pem"), true));
            assertThat(written.toString())
                    .contains("since no server answers on that port: type diagnosis afterwards.\n")
                    .doesNotContain("--ca-dir");

            written.getBuffer().setLength(0);
            writer.diagnosis(server.diagnosis());
            assertThat(written.toString()).contains("  | port-closed: ", "  | Remedy      Correct the port");

            server.fix();
            writer.ready(new Playing(server, Path.of("/tmp/ca.pem"), true));
            assertThat(written.toString()).doesNotContain("type diagnosis afterwards");
        }
    }

    @Test
    void theBannerOfThePlaygroundListsItsAddresses() {
        try (Norelay server = start("playground")) {
            Playing playing = new Playing(server, Path.of("/tmp/ca.pem"), false);

            writer.ready(playing);

            assertThat(shown(playing)).isEqualTo(golden("playground.txt"));
        }
    }

    @Test
    void theAddressesListedAreThoseOfThePlayground() {
        Scenario playground = Catalogue.scenario(Addresses.PLAYGROUND);
        List<String> played = playground.rules().stream()
                .flatMap(rule -> rule.when().stream())
                .filter(condition -> condition.key() == Key.RECIPIENT)
                .map(condition -> condition.matcher().toString())
                .toList();

        assertThat(Addresses.belongTo(playground)).isTrue();
        assertThat(Addresses.belongTo(ScenarioReader.read("playground.yaml", "norelay: 1\ntitle: Mine\n")))
                .as("a file that happens to have the name")
                .isFalse();
        assertThat(played.stream().filter(address -> address.endsWith("@playground.test")))
                .containsExactlyElementsOf(Addresses.table().keySet().stream()
                        .filter(address -> address.endsWith("@playground.test"))
                        .toList());
        assertThat(played)
                .contains("relay-denied@refuse.test", "mailbox-full@refuse.test", "greylisted@refuse.test")
                .contains("550@reply.test", "452@reply.test", "421@reply.test");
    }

    @Test
    void aFileThatWasSavedIsTold() {
        try (Norelay server = start("open")) {
            writer.reloaded(new Playing(server, Path.of("/tmp/ca.pem"), false));
            writer.error("mine.yaml:2:1: no\nNothing changes until that is mended.", List.of());

            assertThat(written.toString())
                    .startsWith("Reloaded open: Everything is accepted, from everyone.\nType into a mail app\n")
                    .endsWith("norelay: mine.yaml:2:1: no\nNothing changes until that is mended.\n");
        }
    }

    @Test
    void aStoryIsToldFromTheFirstRefusalToTheRemedy() throws IOException {
        try (Norelay server = start("relay-denied")) {
            Playing playing = new Playing(server, Path.of("/tmp/ca.pem"), false);
            writer.ready(playing);
            written.getBuffer().setLength(0);

            talk(
                    server.settings(),
                    server.port("submissions"),
                    "EHLO phone",
                    "MAIL FROM:<alice@example.test>",
                    "RCPT TO:<bob\u0007@partner.test>",
                    "RCPT TO:<bob@partner.test>",
                    "QUIT");
            server.messages(); // a barrier
            server.fix();
            writer.fixed(playing);
            talk(
                    server.settings(),
                    server.port("submissions"),
                    "EHLO phone",
                    "AUTH PLAIN AGFsaWNlQGV4YW1wbGUudGVzdABjb3JyZWN0LWhvcnNl",
                    "MAIL FROM:<alice@example.test>",
                    "RCPT TO:<bob@partner.test>",
                    "DATA",
                    "Subject: Hello\r\n\r\nHello\r\n.",
                    "QUIT");
            server.messages(); // a barrier
            writer.error("unknown order quit", List.of());

            assertThat(shown(playing)).isEqualTo(golden("story.txt"));
        }
    }

    @Test
    void aSettingThatARemedyLeavesAloneIsShownOnce() {
        try (Norelay server = start("clock-skew")) {
            writer.ready(new Playing(server, Path.of("/tmp/ca.pem"), false));

            assertThat(written.toString())
                    .contains("Type into a mail app\n  server                  127.0.0.1\n")
                    .contains("a clock 365 days behind. Leave yours as it is")
                    .doesNotContain("after the remedy");
        }
    }

    @Test
    void coloursAreThereWhenAskedFor() {
        try (Norelay server = start("relay-denied")) {
            String banner = new Banner(new Playing(server, Path.of("/tmp/ca.pem"), false), Paint.ALWAYS).text();

            assertThat(banner).startsWith("\u001b[1mnorelay plays relay-denied").contains("\u001b[32malice@");
        }
    }
}
