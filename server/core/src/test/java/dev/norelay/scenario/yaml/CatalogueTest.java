package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    static List<Scenario> all() {
        return Catalogue.all();
    }

    @Test
    void namesAreSortedAndTheStoriesAreThere() {
        assertThat(Catalogue.names())
                .isSorted()
                .contains(
                        "clock-skew",
                        "clock-skew-ahead",
                        "filtered-port",
                        "open",
                        "playground",
                        "relay-denied",
                        "stale-password",
                        "wrong-port");
        assertThat(Catalogue.all()).extracting(Scenario::name).isEqualTo(Catalogue.names());
    }

    @Test
    void scenariosBelongToFamilies() {
        assertThat(Catalogue.family("relay-denied")).isEqualTo("relay");
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> Catalogue.family("relay-denid"))
                .withMessageContaining("did you mean relay-denied?");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyScenarioIsTold(Scenario scenario) {
        assertThat(scenario.title()).isNotBlank().doesNotEndWith(".");
        assertThat(scenario.diagnosis()).isNotEmpty().doesNotContain(Cause.NO_SESSION);
        assertThat(scenario.cause()).endsWith(".");
        assertThat(scenario.remedy()).endsWith(".");
        assertThat(scenario.tags()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyTheFourListenersAreUsedSoThatSwitchingNeverChangesPorts(Scenario scenario) {
        scenario.phases()
                .values()
                .forEach(phase -> assertThat(phase.server().listeners().keySet())
                        .containsExactly("submission", "submissions", "smtp", "old"));
    }

    @Test
    void theRemediesMend() {
        Scenario stale = Catalogue.scenario("stale-password");
        assertThat(stale.broken().client().password()).isEqualTo("old-horse");
        assertThat(stale.fixed().client().password()).isEqualTo("correct-horse");

        Scenario filtered = Catalogue.scenario("filtered-port");
        assertThat(filtered.broken().server().listeners().values())
                .filteredOn(listener ->
                        listener.name().equals(filtered.broken().client().listener()))
                .extracting(listener -> listener.service())
                .containsExactly(Service.IGNORE);
        assertThat(filtered.fixed().client().listener()).isEqualTo("submission");

        Scenario skewed = Catalogue.scenario("clock-skew");
        assertThat(skewed.broken().client().clock()).isEqualTo(Duration.ofDays(-365));
        assertThat(skewed.fixed().client().clock()).isZero();
    }

    @Test
    void theTextIsTheFiles() {
        assertThat(Catalogue.text("relay-denied")).startsWith("norelay: 1\ntitle: Relaying denied");
    }

    @Test
    void anUnknownNameSaysTheNearest() {
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> Catalogue.scenario("relay-denid"))
                .withMessage(
                        "unknown scenario relay-denid; did you mean relay-denied? `norelay list`, and in Java Catalogue.names(), tell all");
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> Catalogue.text("../../secrets"))
                .withMessage("unknown scenario ../../secrets; `norelay list`, and in Java Catalogue.names(), tell all");
    }

    @Test
    void theThreadsClassLoaderDoesNotMatter() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            thread.setContextClassLoader(empty);
            assertThat(Catalogue.names()).isNotEmpty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aClassPathWithoutTheCatalogueSaysWhatToAdd() throws Exception {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThatExceptionOfType(ScenarioException.class)
                    .isThrownBy(() -> new CatalogueFiles(empty).scenarios())
                    .withMessageContaining("dev.norelay:norelay-scenarios");
        }
    }
}
