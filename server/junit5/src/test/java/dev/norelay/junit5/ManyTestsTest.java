package dev.norelay.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** A suite of five hundred tests, beside each other, each with a server of its own. */
@Isolated // counts threads and files
class ManyTestsTest {
    private static final int TESTS = 500;
    private static final int SECONDS_30 = 30_000;
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
    private static final Set<Path> CA_FILES = ConcurrentHashMap.newKeySet();

    static class SuiteCase {
        @RepeatedTest(TESTS)
        @WithScenario("relay-denied")
        void sends(Norelay server) throws IOException {
            PORTS.add(server.port("submission"));
            assertThat(Smtp.rcpt(server, "bob@partner.test")).startsWith("550");
            assertThat(server.ca().file()).exists();
            CA_FILES.add(server.ca().file());
            assertThat(server.journal().sessions()).hasSize(1);
        }
    }

    static class WarmCase {
        @RepeatedTest(8)
        @WithScenario("relay-denied")
        void sends(Norelay server) throws IOException {
            assertThat(Smtp.rcpt(server, "bob@partner.test")).startsWith("550");
            assertThat(server.ca().file()).exists();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted in /proc")
    void leaveNothingBehind() throws IOException, InterruptedException {
        Jupiter.runInParallel(WarmCase.class).passed(8);
        long files = openFiles();
        Jupiter.runInParallel(SuiteCase.class).passed(TESTS);
        for (Thread thread : threads()) {
            thread.join(SECONDS_30); // they end a little behind the last server
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThat(openFiles()).isLessThanOrEqualTo(files);
        assertThat(CA_FILES).hasSize(TESTS).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(PORTS).hasSizeGreaterThan(TESTS / 2);
    }

    /** Those of norelay's; JUnit's own come and go. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("norelay"))
                .collect(Collectors.toSet());
    }

    private static long openFiles() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
