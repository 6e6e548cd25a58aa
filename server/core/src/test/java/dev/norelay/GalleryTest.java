package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.fault.Fault;
import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.Server;
import dev.norelay.scenario.TlsSettings.ClientCertificate;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.session.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The faults in {@code docs/faults}, one short file each: what goes over the wire, to the octet, and how the connection
 * ends. The transcripts are beside this test, a file for each folder there.
 */
@Tag("tls")
class GalleryTest {
    private static final Path GALLERY = Path.of("../../docs/faults");
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/dev/norelay/faults");

    private static List<Path> files(Path directory, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    }

    private static List<Scenario> scenarios() throws IOException {
        return files(GALLERY, ".yaml").stream().map(ScenarioReader::read).toList();
    }

    @TestFactory
    Stream<DynamicTest> everyFaultGoesOverTheWireAsItsTranscriptSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files(TRANSCRIPTS, ".txt")) {
            for (Map.Entry<String, List<String>> transcript :
                    Transcript.read(file).entrySet()) {
                Path fault = GALLERY.resolve(name(file)).resolve(transcript.getKey() + ".yaml");
                tests.add(DynamicTest.dynamicTest(transcript.getKey(), () -> {
                    try (Norelay server =
                            Norelay.builder().scenario(fault).seed(1).start()) {
                        Transcript.play(transcript.getValue(), server);
                    }
                }));
            }
        }
        return tests.stream();
    }

    @Test
    void everyFaultHasATranscriptAndNothingElseHas() throws IOException {
        List<String> told = new ArrayList<>();
        for (Path file : files(TRANSCRIPTS, ".txt")) {
            Transcript.read(file).keySet().forEach(fault -> told.add(name(file) + "/" + fault));
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(files(GALLERY, ".yaml").stream()
                        .map(file -> GALLERY.relativize(file).toString().replace(".yaml", ""))
                        .toList());
    }

    @Test
    void everyFaultIsShortAndSaysWhatItDoes() throws IOException {
        for (Path file : files(GALLERY, ".yaml")) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(20);
            assertThat(ScenarioReader.read(file).cause()).as(file.toString()).endsWith(".");
        }
    }

    @Test
    void everyTypeOfFaultIsThere() throws IOException {
        Set<Class<?>> enacted = actions(Action.Enact.class)
                .map(action -> action.fault().getClass())
                .collect(Collectors.toSet());
        assertThat(enacted).containsExactlyInAnyOrder(Fault.class.getPermittedSubclasses());
        assertThat(actions(Action.class).map(Object::getClass).collect(Collectors.<Class<?>>toSet()))
                .containsExactlyInAnyOrder(Action.class.getPermittedSubclasses());
    }

    @Test
    void everyFaultOfPortsHandshakesAndCertificatesIsThere() throws IOException {
        List<Server> servers =
                scenarios().stream().map(each -> each.broken().server()).toList();
        List<Listener> listeners = servers.stream()
                .flatMap(server -> server.listeners().values().stream())
                .toList();
        assertThat(listeners).extracting(Listener::service).contains(Listener.Service.values());
        assertThat(listeners).extracting(Listener::tlsFault).contains(TlsFault.values());
        assertThat(servers).extracting(server -> server.tls().certificate()).contains(Certificate.values());
        assertThat(servers)
                .extracting(server -> server.tls().clientCertificate())
                .contains(ClientCertificate.values());
    }

    private static <T extends Action> Stream<T> actions(Class<T> type) throws IOException {
        return scenarios().stream()
                .flatMap(scenario -> scenario.rules().stream())
                .flatMap(rule -> rule.then().stream())
                .filter(type::isInstance)
                .map(type::cast);
    }
}
