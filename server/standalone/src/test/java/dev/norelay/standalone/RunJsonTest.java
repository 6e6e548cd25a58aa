package dev.norelay.standalone;

import static dev.norelay.standalone.RunningNorelay.curl;
import static dev.norelay.standalone.RunningNorelay.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a program in another language relies on: a process, JSON lines, orders. */
@Needs("curl")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunJsonTest {

    @Test
    void readyTellsAllThatAClientNeeds() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("relay-denied")) {
            JsonNode ready = norelay.next();

            assertThat(ready.propertyNames())
                    .containsExactly("event", "scenario", "title", "listeners", "ca", "http", "client", "fixed");
            assertThat(name(ready)).isEqualTo("ready");
            assertThat(ready.get("scenario").asString()).isEqualTo("relay-denied");
            JsonNode submission = ready.get("listeners").get("submission");
            assertThat(submission.get("host").asString()).isEqualTo("127.0.0.1");
            assertThat(submission.get("port").asInt()).isNotIn(0, 587, 2587);
            assertThat(submission.get("security").asString()).isEqualTo("starttls");
            assertThat(ready.get("listeners").propertyNames())
                    .containsExactly("submission", "submissions", "smtp", "old");
            assertThat(Path.of(ready.get("ca").asString())).content().startsWith("-----BEGIN CERTIFICATE-----");
            int port = submission.get("port").asInt();
            assertThat(ready.get("client")).hasToString("""
                    {"host":"127.0.0.1","port":%d,"security":"starttls","user":null,"password":null,\
                    "from":"alice@example.test","to":["bob@partner.test"]}""".formatted(port));
            assertThat(ready.get("fixed").get("client")).hasToString("""
                    {"host":"127.0.0.1","port":%d,"security":"starttls","user":"alice@example.test",\
                    "password":"correct-horse","from":"alice@example.test","to":["bob@partner.test"]}""".formatted(port));
        }
    }

    @Test
    void aStoryIsRefusedExplainedMendedAndDelivered() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("relay-denied")) {
            JsonNode ready = norelay.next();

            assertThat(curl(ready, ready.get("client"))).isEqualTo(55);
            refused(norelay.untilClosed());

            norelay.order("fix");
            JsonNode fixed = norelay.next();
            assertThat(name(fixed)).isEqualTo("fixed");
            assertThat(fixed.get("session").isNull()).isTrue();
            assertThat(fixed.get("client")).isEqualTo(ready.get("fixed").get("client"));

            assertThat(curl(ready, fixed.get("client"))).isZero();
            delivered(norelay.untilClosed());
        }
    }

    private static void refused(List<JsonNode> events) {
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(event.get("session").asInt()).isEqualTo(1);
        });
        List<String> names = events.stream().map(RunningNorelay::name).toList();
        assertThat(names).startsWith("session-opened", "reply", "command", "reply");
        assertThat(names.subList(names.indexOf("refused") - 2, names.size()))
                .containsExactly("command", "reply", "refused", "command", "reply", "diagnosis", "session-closed");
        JsonNode refused = events.get(names.indexOf("refused"));
        assertThat(refused.get("refusal").asString()).isEqualTo("relay-denied");
        assertThat(refused.get("moment").asString()).isEqualTo("rcpt");
        assertThat(refused.get("code").asInt()).isEqualTo(550);
        assertThat(refused.get("enhanced").asString()).isEqualTo("5.7.1");
        assertThat(refused.get("text").asString()).isEqualTo("<bob@partner.test>: Relaying denied");
        assertThat(events.get(names.indexOf("refused") - 1).get("octets").isNull())
                .isTrue();
        assertThat(events.get(names.indexOf("refused") - 2).get("line").asString())
                .isEqualTo("RCPT TO:<bob@partner.test>");
        JsonNode diagnosis = events.get(names.indexOf("diagnosis"));
        assertThat(diagnosis.get("cause").asString()).isEqualTo("login-missing");
        assertThat(diagnosis.get("remedy").asString())
                .isEqualTo("Enter the user name and password of the outgoing server.");
        assertThat(events.get(events.size() - 1).get("how").asString()).isEqualTo("quit");
    }

    private static void delivered(List<JsonNode> events) {
        List<String> names = events.stream().map(RunningNorelay::name).toList();
        assertThat(names).containsOnlyOnce("message", "login").doesNotContain("refused", "diagnosis");
        JsonNode login = events.get(names.indexOf("login"));
        assertThat(login.get("mechanism").asString()).isEqualTo("PLAIN");
        assertThat(login.get("user").asString()).isEqualTo("alice@example.test");
        assertThat(login.get("outcome").asString()).isEqualTo("good");
        JsonNode message = events.get(names.indexOf("message"));
        assertThat(message.get("from").asString()).isEqualTo("alice@example.test");
        assertThat(message.get("recipients").toString()).isEqualTo("[\"bob@partner.test\"]");
        assertThat(message.get("user").asString()).isEqualTo("alice@example.test");
        assertThat(message.get("size").asInt()).isEqualTo(25);
        JsonNode finding = events.get(names.indexOf("finding"));
        assertThat(finding.propertyNames())
                .containsExactly(
                        "event", "time", "session", "kind", "severity", "sentence", "source", "goodClient", "evidence");
        assertThat(finding.get("kind").asString()).isEqualTo("missing-date");
        assertThat(finding.get("severity").asString()).isEqualTo("doubtful");
        assertThat(finding.get("evidence").get(0).asString()).endsWith("  C: [message of 25 octets]");
        assertThat(names.get(names.size() - 1)).isEqualTo("session-closed");
        assertThat(events.toString()).contains("********").doesNotContain("correct-horse", "AGFsaWNl");
    }

    @Test
    void anAnswerComesBehindAllThatHappenedBefore() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("relay-denied")) {
            JsonNode ready = norelay.next();
            for (int session = 1; session <= 3; session++) {
                curl(ready, ready.get("client"));
            }
            norelay.order("diagnosis");
            List<JsonNode> events = norelay.until(event ->
                    name(event).equals("diagnosis") && event.get("session").isNull());

            assertThat(events.stream().filter(event -> name(event).equals("session-closed")))
                    .hasSize(3);
            JsonNode answer = events.get(events.size() - 1);
            assertThat(answer.get("cause").asString()).isEqualTo("login-missing");
            assertThat(answer.get("report").asString()).contains("session 3");
        }
    }

    @Test
    void ordersAreAnsweredOneEventEach() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("relay-denied")) {
            JsonNode ready = norelay.next();
            norelay.order("fix");
            assertThat(name(norelay.next())).isEqualTo("fixed");
            norelay.order("fix");
            assertThat(name(norelay.next())).as("at the end of the story").isEqualTo("fixed");
            norelay.order("reset");
            JsonNode reset = norelay.next();
            assertThat(name(reset)).isEqualTo("reset");
            assertThat(reset.get("phase").asString()).isEqualTo("broken");
            assertThat(reset.get("client")).isEqualTo(ready.get("client"));
            norelay.order("diagnosis");
            assertThat(norelay.next().get("cause").asString()).isEqualTo("no-session");
            norelay.order("");
            norelay.order("verdict");
            JsonNode unknown = norelay.next();
            assertThat(name(unknown)).isEqualTo("error");
            assertThat(unknown.get("message").asString())
                    .isEqualTo("unknown order verdict; there are fix, reset, diagnosis and use NAME");
            norelay.order("use stale-pasword");
            assertThat(norelay.next().get("message").asString()).contains("did you mean stale-password?");
            norelay.order("use stale-password");
            JsonNode stale = norelay.next();
            assertThat(name(stale)).isEqualTo("ready");
            assertThat(stale.get("client").get("password").asString()).isEqualTo("old-horse");
            assertThat(stale.get("listeners")).isEqualTo(ready.get("listeners"));
        }
    }

    @Test
    void theEndOfStandardInputMeansNothing() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("relay-denied")) {
            norelay.process.getOutputStream().close();
            JsonNode ready = norelay.next();
            assertThat(curl(ready, ready.get("client"))).isEqualTo(55);
            assertThat(norelay.untilClosed()).extracting(RunningNorelay::name).contains("refused");
        }
    }

    @Test
    void terminatedItEndsQuietlyAndLeavesNothing() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("relay-denied")) {
            Path ca = Path.of(norelay.next().get("ca").asString());
            norelay.process.destroy();

            assertThat(norelay.awaitEnd()).isZero();
            assertThat(norelay.standardError()).isEmpty();
            assertThat(ca).doesNotExist();
        }
    }

    @Test
    void whenNobodyReadsAnyMoreItEnds() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("open")) {
            JsonNode ready = norelay.next();
            norelay.out.close();
            norelay.order("diagnosis");

            assertThat(norelay.awaitEnd()).isZero();
            assertThat(norelay.standardError()).isEmpty();
            assertThat(Path.of(ready.get("ca").asString())).doesNotExist();
        }
    }

    @Test
    void onTheNetworkItWarnsAndItsCertificateIsGoodForItsAddress() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("open", "--lan")) {
            JsonNode ready = norelay.next();
            assertThat(ready.get("client").get("host").asString())
                    .isEqualTo(LanAddress.find().getHostAddress());
            assertThat(norelay.standardError()).contains("EVERYONE WHO CAN REACH THIS MACHINE");
            assertThat(curl(ready, ready.get("client"))).isZero();
        }
    }

    @Test
    void anAuthorityThatIsKeptIsToldByItsFile(@TempDir Path directory) throws IOException, InterruptedException {
        for (int run = 1; run <= 2; run++) {
            try (RunningNorelay norelay = new RunningNorelay("open", "--ca-dir", directory.toString())) {
                JsonNode ready = norelay.next();
                Path ca = directory.resolve("ca.pem");
                assertThat(ready.get("ca").asString()).isEqualTo(ca.toString());
                Path kept = directory.resolve("kept.pem");
                if (run == 1) {
                    Files.copy(ca, kept);
                }
                assertThat(ca).hasSameTextualContentAs(kept);
                assertThat(curl(ready, ready.get("client"))).isZero();
            }
        }
    }

    @Test
    void aConnectionTooManyIsTold() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("open", "--max-connections", "1")) {
            int port = norelay.next().get("listeners").get("smtp").get("port").asInt();
            try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(first.getInputStream().readNBytes(4)).asString().isEqualTo("220 ");
                try (Socket second = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    assertThat(second.getInputStream().readAllBytes())
                            .asString()
                            .startsWith("421 4.7.0 ");
                }
            }
            JsonNode event = norelay.next();
            while (!name(event).equals("limit-reached")) {
                event = norelay.next();
            }
            assertThat(event.get("limit").asString()).isEqualTo("connections");
            assertThat(event.get("explanation").asString()).startsWith("1 are open");
        }
    }
}
