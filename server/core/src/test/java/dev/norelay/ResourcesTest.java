package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.yaml.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** Nothing is left when the last server is closed. */
@Tag("tls")
@Isolated("it counts what the whole process holds")
class ResourcesTest {
    private static final int TIMES = 5;
    private static final String TOKEN = "X-Token: " + UUID.randomUUID() + "\r\n";

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "descriptors are counted in /proc")
    void nothingIsLeftBehindTheLastClose() throws IOException {
        useEverything();
        awaitNoThreads();
        Set<String> descriptors = descriptors();
        for (int i = 0; i < TIMES; i++) {
            useEverything();
        }
        awaitNoThreads();
        assertThat(descriptors()).as("less than one a time").hasSizeLessThan(descriptors.size() + TIMES);
        assertThat(SpooledFiles.beginningWith(TOKEN)).isEmpty();
    }

    private static void awaitNoThreads() {
        Awaitility.await("the threads of the shared resources end")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("norelay-")));
    }

    private static void useEverything() throws IOException {
        try (Norelay server = Norelay.start(ScenarioReader.read("all", """
                norelay: 1
                title: every kind of port
                server:
                  policy: open
                  listeners:
                    old: { fault: ignore }
                    older: { port: 2, security: none, fault: refuse }
                    oldest: { port: 3, security: none, fault: silent }
                """))) {
            server.ca().file();
            converse(SmtpWire.connectTls(
                    server.port("submissions"), server.settings().sslContext()));
            converse(SmtpWire.connect(server.port("smtp")));
            SmtpWire.connect(server.port("oldest")).reset();
            SmtpWire.connect(server.port("submissions")).close();
            assertThat(server.messages()).hasSize(2);
        }
    }

    private static void converse(SmtpWire wire) {
        try (SmtpWire client = wire) {
            client.expect("220");
            client.ask("EHLO x", "250-");
            client.ask("MAIL FROM:<>", "250");
            client.ask("RCPT TO:<a@b.test>", "250");
            client.ask("DATA", "354");
            client.raw(TOKEN + ("x".repeat(998) + "\r\n").repeat(400));
            client.ask(".", "250");
            client.ask("MAIL FROM:<>", "250");
            client.ask("RCPT TO:<a@b.test>", "250");
            client.ask("DATA", "354");
            client.raw(TOKEN + ("x".repeat(998) + "\r\n").repeat(400)); // and goes in the middle of it
        }
    }

    private static Set<String> descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(Path::toString).collect(Collectors.toSet());
        }
    }
}
