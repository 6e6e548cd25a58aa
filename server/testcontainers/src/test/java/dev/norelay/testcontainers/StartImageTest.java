package dev.norelay.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.Network;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** How a container is begun, and what is told where it cannot be. */
@Testcontainers
class StartImageTest {
    private static MountableFile file(String name) {
        return MountableFile.forClasspathResource("scenarios/" + name, 0644);
    }

    @Test
    void imageThatIsMissingIsToldWithWhatBuildsIt() {
        try (NorelayContainer norelay = new NorelayContainer("norelay:never-built")) {
            assertThatThrownBy(norelay::start)
                    .isInstanceOf(ContainerLaunchException.class)
                    .hasMessageContaining("norelay:never-built")
                    .hasMessageContaining("make image")
                    .hasMessageContaining("asCompatibleSubstituteFor");
        }
    }

    @Test
    void imageOfAnotherNameHasToBeDeclaredCompatible() {
        DockerImageName other = DockerImageName.parse("registry.example/tools/mail:1");
        assertThatThrownBy(() -> new NorelayContainer(other)).hasMessageContaining("asCompatibleSubstituteFor");
        assertThat(new NorelayContainer(other.asCompatibleSubstituteFor("norelay")))
                .isNotNull();
    }

    @Test
    void scenarioThatIsUnknownIsToldInNorelaysWords() {
        try (NorelayContainer norelay = new NorelayContainer().withScenario("relay-denid")) {
            assertThatThrownBy(norelay::start)
                    .isInstanceOf(ContainerLaunchException.class)
                    .hasMessageContaining("relay-denid")
                    .hasMessageContaining("did you mean relay-denied?");
            assertThat(norelay.getContainerId()).as("nothing is left").isNull();
        }
    }

    @Test
    void allMistakesOfAScenarioFileAreTold() {
        try (NorelayContainer norelay = new NorelayContainer().withScenarioFile(file("two-slips.yaml"))) {
            assertThatThrownBy(norelay::start)
                    .hasMessageContaining("/scenarios/two-slips.yaml:2:1: ")
                    .hasMessageContaining("did you mean `title`?")
                    .hasMessageContaining("/scenarios/two-slips.yaml:4:")
                    .hasMessageContaining("rctp");
        }
    }

    @Test
    void scenarioFilesArePlayed() {
        try (NorelayContainer norelay = new NorelayContainer()
                .withScenarioFile(file("nobody-home.yaml"))
                .withScenarioFile(file("full-house.yaml"))
                .withServers(1)) {
            norelay.start();

            assertThat(norelay.attempt(Angus::send))
                    .hasValueSatisfying(shown -> assertThat(shown).contains("no such user"));
            try (NorelayServer other = norelay.startServer("full-house")) {
                assertThat(other.attempt(Angus::send))
                        .hasValueSatisfying(shown -> assertThat(shown).contains("452"));
            }
        }
    }

    @Test
    void dialectIsSpoken() {
        try (NorelayContainer norelay =
                new NorelayContainer().withScenario("stale-password").withDialect("gmail")) {
            norelay.start();

            assertThat(norelay.attempt(Angus::send))
                    .hasValueSatisfying(shown -> assertThat(shown).contains("gsmtp"));
        }
    }

    @Test
    void whatItIsAskedBeforeItRunsIsToldHow() {
        try (NorelayContainer norelay = new NorelayContainer()) {
            assertThatThrownBy(norelay::settings).hasMessageContaining("start() it first");
            norelay.start();
            assertThatThrownBy(() -> norelay.startServer("open")).hasMessageContaining("withServers");
        }
    }

    @Test
    void otherContainersReachItByItsAlias() throws Exception {
        try (Network network = Network.newNetwork();
                NorelayContainer norelay = new NorelayContainer()
                        .withScenario("relay-denied")
                        .withNetwork(network)
                        .withNetworkAliases("mail");
                NorelayContainer neighbour = new NorelayContainer().withNetwork(network)) {
            norelay.start();
            neighbour.start();

            assertThat(norelay.server().settingsOnNetwork("mail")).hasToString("mail:2587, starttls, no login");
            assertThat(neighbour
                            .execInContainer(
                                    "java", "@/opt/norelay/norelay.args", "health", "--http", "http://mail:8025")
                            .getStdout())
                    .contains("ready");
            assertThat(namesInCertificate(norelay)).contains("mail", norelay.getHost());
        }
    }

    private static List<String> namesInCertificate(NorelayContainer norelay) throws IOException {
        try (SSLSocket socket = (SSLSocket) norelay.settings()
                .sslContext()
                .getSocketFactory()
                .createSocket(norelay.getHost(), norelay.getMappedPort(2465))) {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return Objects.requireNonNull(names(certificate)).stream()
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        }
    }

    private static Collection<List<?>> names(X509Certificate certificate) {
        try {
            return certificate.getSubjectAlternativeNames();
        } catch (java.security.cert.CertificateParsingException e) {
            throw new IllegalStateException(e);
        }
    }
}
