package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.norelay.journal.JournalLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** Many clients that are connected and say nothing. */
@Isolated("it counts threads, and takes most descriptors that there are")
class IdleConnectionsTest {
    private static final int MANY = 10_000;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the limit of open files is read in /proc")
    void tenThousandIdleConnectionsAddNoThreadAndOneMoreClientIsServed() throws Exception {
        long limit = openFiles();
        assumeTrue(limit >= MANY + 1_000, "disabled, because the limit of open files is " + limit);
        try (Norelay server = Norelay.builder()
                .journal(new JournalLimits(100_000, 10, 1_000_000))
                .start()) {
            deliver(server); // all classes are there
            assertThat(server.messages()).hasSize(1); // reading is a barrier, which has all loops run
            Set<String> before = threads();
            Process clients = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            IdleClients.class.getName(),
                            Integer.toString(server.port("smtp")),
                            Integer.toString(MANY))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = clients.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isEqualTo("connected");
                assertThat(server.journal().sessions()).hasSize(MANY + 1);
                assertThat(threads()).as("event loops").isEqualTo(before);
                deliver(server);
                assertThat(server.messages()).hasSize(2);
            } finally {
                clients.destroy();
            }
        }
    }

    private static void deliver(Norelay server) {
        try (SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.expect("220");
            client.ask("EHLO client.test", "250");
            client.ask("MAIL FROM:<alice@example.test>", "250");
            client.ask("RCPT TO:<bob@partner.test>", "250");
            client.ask("DATA", "354");
            client.ask("Subject: x\r\n.", "250");
            client.ask("QUIT", "221");
        }
    }

    /** Workers come and go as they are needed; none is, for a connection. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("norelay-loop"))
                .collect(Collectors.toSet());
    }

    private static long openFiles() throws IOException {
        Matcher limit =
                Pattern.compile("Max open files +(\\d+)").matcher(Files.readString(Path.of("/proc/self/limits")));
        return limit.find() ? Long.parseLong(limit.group(1)) : Long.MAX_VALUE;
    }
}
