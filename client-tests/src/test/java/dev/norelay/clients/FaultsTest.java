package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.clients.FaultResults.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What clients say to each fault of the gallery, and whether the mail arrived, is what the tables say that are checked in
 * ({@link FaultResults}). Where a client accepts what it should not, that stands there too. Words go by the client's
 * version: with another one, only the rest is compared. Run with {@code -Dnorelay.golden=update} to write the tables anew.
 */
class FaultsTest {
    /** Of each client; two clients play at a time, as JUnit is set up here. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LONGEST = PATIENCE.multipliedBy(4);

    static Stream<Arguments> clients() {
        return Stream.of(new Curl(Program.of("curl").within(LONGEST)), new AngusMail(), new Smtplib())
                .map(client -> Arguments.of(client.name(), client));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    @Timeout(1200) // a hundred faults, one after the other: only a client that hangs ends here
    void clientSaysWhatItsTableSays(String name, MailClient client) throws Exception {
        Installed.assume(client);
        String version = version(client);
        Map<String, Result> results = play(client);
        if ("update".equals(System.getProperty("norelay.golden"))) {
            new FaultResults(version, results).write(name);
        }
        FaultResults table = FaultResults.read(name);
        UnaryOperator<Result> compared = table.version().equals(version) ? same -> same : Result::withoutWords;
        Map<String, Result> expected = each(table.results(), compared);
        for (Fault fault : Fault.all()) {
            if (!compared.apply(results.get(fault.id())).equals(expected.get(fault.id()))) {
                results.put(fault.id(), play(client, fault)); // alone: a busy machine wears a client's patience out
            }
        }
        assertThat(each(results, compared))
                .as("run with -Dnorelay.golden=update")
                .containsExactlyEntriesOf(expected);
    }

    private static Map<String, Result> each(Map<String, Result> results, UnaryOperator<Result> change) {
        Map<String, Result> changed = new TreeMap<>();
        results.forEach((fault, result) -> changed.put(fault, change.apply(result)));
        return changed;
    }

    private static Map<String, Result> play(MailClient client) throws Exception {
        try (Norelay warm = Norelay.open()) { // else the first ones wait for classes and certificates
            client.send(warm.settings());
        }
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<String, Future<Result>> playing = new LinkedHashMap<>();
            for (Fault fault : Fault.all()) {
                playing.put(fault.id(), pool.submit(() -> play(client, fault)));
            }
            Map<String, Result> results = new TreeMap<>();
            for (Map.Entry<String, Future<Result>> each : playing.entrySet()) {
                results.put(each.getKey(), each.getValue().get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Result play(MailClient client, Fault fault) throws Exception {
        try (Norelay server =
                Norelay.builder().scenario(fault.scenario()).seed(1).start()) {
            ClientSettings settings = server.settings();
            Outcome outcome = send(client, settings);
            String says = outcome.sent() ? "" : Said.of(outcome, settings.port());
            return new Result(outcome.sent(), server.messages().size(), says);
        }
    }

    private static Outcome send(MailClient client, ClientSettings settings) throws Exception {
        try {
            return client.send(settings, PATIENCE);
        } catch (Program.DidNotEndException killed) {
            return new Outcome(false, "killed", killed.printed() + "\n(and does not end: killed)");
        }
    }

    /** The server's words go by its Java, where that writes alerts. */
    private static String version(MailClient client) throws Exception {
        return ClientVersion.of(client) + ", norelay on Java "
                + Runtime.version().feature();
    }
}
