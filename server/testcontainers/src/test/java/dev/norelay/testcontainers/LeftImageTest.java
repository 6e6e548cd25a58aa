package dev.norelay.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.junit.jupiter.Testcontainers;

/** That nothing is left: by those who clean up behind themselves, and by those who cannot. */
@Testcontainers
class LeftImageTest {
    @Test
    void tenInARowLeaveNothing() {
        Set<String> before = all();
        for (int i = 0; i < 10; i++) {
            try (NorelayContainer norelay = new NorelayContainer().withScenario("relay-denied")) {
                norelay.start();
                assertThat(norelay.attempt(Angus::send)).isPresent();
            }
        }
        assertThat(all()).isEqualTo(before);
    }

    /** Containers of this session's, networks and volumes of all; the reaper itself is one of them, or not. */
    private static Set<String> all() {
        var docker = DockerClientFactory.instance().client();
        Set<String> all = new TreeSet<>();
        docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Set.of(
                        DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL + "=" + DockerClientFactory.SESSION_ID))
                .exec()
                .forEach(container -> all.add("container " + container.getId()));
        docker.listNetworksCmd().exec().forEach(network -> all.add("network " + network.getName()));
        docker.listVolumesCmd().exec().getVolumes().forEach(volume -> all.add("volume " + volume.getName()));
        return all;
    }

    @Test
    void jvmThatEndsWithoutStoppingItLeavesNothing() throws Exception {
        Process jvm = another("ends");
        String id = firstLine(jvm);
        assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();

        awaitGone(id);
    }

    @Test
    @DisabledIfEnvironmentVariable(
            named = "TESTCONTAINERS_RYUK_DISABLED",
            matches = "true",
            disabledReason = "without Ryuk nobody is there to clean up")
    void jvmThatIsKilledLeavesNothing() throws Exception {
        Process jvm = another("stays");
        String id = firstLine(jvm);
        assertThat(DockerClientFactory.instance()
                        .client()
                        .inspectContainerCmd(id)
                        .exec()
                        .getState()
                        .getRunning())
                .isTrue();

        jvm.destroyForcibly().waitFor();

        awaitGone(id);
    }

    private static void awaitGone(String container) {
        await("container " + container + " is removed")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThatExceptionOfType(NotFoundException.class)
                        .isThrownBy(() -> DockerClientFactory.instance()
                                .client()
                                .inspectContainerCmd(container)
                                .exec()));
    }

    private static Process another(String then) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Another.class.getName(),
                        then)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process jvm) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(line).as("the other JVM tells of its container").isNotNull();
        return line;
    }

    /** A JVM that starts a container and does not stop it. */
    static final class Another {
        private Another() {}

        /** Prints the container's id. */
        public static void main(String[] then) throws InterruptedException {
            NorelayContainer norelay = new NorelayContainer().withScenario("open");
            norelay.start();
            System.out.println(norelay.getContainerId());
            if (then[0].equals("stays")) {
                Thread.currentThread().join(); // until it is killed
            }
            System.exit(0);
        }
    }
}
