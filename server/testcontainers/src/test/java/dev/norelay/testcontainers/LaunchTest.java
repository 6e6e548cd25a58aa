package dev.norelay.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchTest {
    @Test
    void withoutAnythingItPlaysThePlaygroundAndPublishesItsPortsButNotTheOldOne() {
        Launch launch = new Launch(null, null, List.of(), 0);

        assertThat(launch.command()).containsExactly("run");
        assertThat(launch.ports()).containsExactly(2525, 2587, 2465, 8025);
    }

    @Test
    void allThatIsAskedForIsOnTheCommandLine() {
        Launch launch = new Launch("stale-password", "gmail", List.of("localhost", "mail"), 2);

        assertThat(launch.command())
                .containsExactly(
                        "run",
                        "stale-password",
                        "--dialect",
                        "gmail",
                        "--host",
                        "localhost,mail",
                        "--port-range",
                        "30000-30007");
        assertThat(launch.ports())
                .containsExactly(2525, 2587, 2465, 8025, 30000, 30001, 30002, 30003, 30004, 30005, 30006, 30007);
    }

    @Test
    void moreServersThanPortsCanBePublishedForAreRefused() {
        assertThatThrownBy(() -> new NorelayContainer().withServers(101)).hasMessageContaining("100");
    }

    @Test
    void norelayItselfUnderstandsTheCommandLine() {
        Launch launch = new Launch("stale-password", "gmail", List.of("localhost", "tc-aBcDeF12"), 1);
        try (Standalone norelay = new Standalone(launch)) {
            assertThat(norelay.ready.at("/scenario").asString()).isEqualTo("stale-password");
            assertThat(norelay.host()).isEqualTo("localhost");
            assertThat(norelay.api.get("/servers/main").at("/dialect").asString())
                    .isEqualTo("gmail");
            try (NorelayServer isolated = norelay.start("relay-denied")) {
                assertThat(isolated.settings().port()).isBetween(30000, 30003);
            }
        }
    }

    @Test
    void imageOfThisVersionIsMeantUnlessAnotherIsNamed() {
        assertThat(new NorelayContainer().getDockerImageName()).matches("norelay:\\d+\\.\\d+\\.\\d+.*");
    }
}
