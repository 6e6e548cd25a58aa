package dev.norelay.clients;

import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of the gallery in {@code docs/faults}.
 *
 * @param group its folder
 * @param scenario what it says
 */
record Fault(String group, Scenario scenario) {
    private static final Path GALLERY = Path.of("../docs/faults");

    /** The faults of one folder, by name. */
    static List<Fault> of(String group) throws IOException {
        try (Stream<Path> files = Files.list(GALLERY.resolve(group))) {
            return files.sorted()
                    .map(file -> new Fault(group, ScenarioReader.read(file)))
                    .toList();
        }
    }

    /** All of them. */
    static List<Fault> all() throws IOException {
        try (Stream<Path> folders = Files.list(GALLERY)) {
            List<String> groups = folders.sorted()
                    .map(folder -> Objects.requireNonNull(folder.getFileName()).toString())
                    .toList();
            List<Fault> all = new ArrayList<>();
            for (String group : groups) {
                all.addAll(of(group));
            }
            return all;
        }
    }

    /** By which tables name it. */
    String id() {
        return group + "/" + scenario.name();
    }

    /** Whether a client that goes on all the same gives its mail, or its password, away. */
    boolean isUnsafe() {
        return scenario.tags().contains("unsafe");
    }

    /** When it shows; where no rule says it, at the first octet that is not as it should be. */
    String moment() {
        if (scenario.rules().isEmpty()) {
            return group.equals("tls")
                    ? Moment.TLS.id()
                    : group.equals("network") ? Moment.CONNECT.id() : Moment.AUTH.id();
        }
        return scenario.rules().stream()
                .map(Rule::on)
                .map(Moment::id)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
