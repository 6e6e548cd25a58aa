package dev.norelay;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.become;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.cut;
import static dev.norelay.scenario.Rules.cutAfter;
import static dev.norelay.scenario.Rules.discard;
import static dev.norelay.scenario.Rules.fragment;
import static dev.norelay.scenario.Rules.halfClose;
import static dev.norelay.scenario.Rules.hold;
import static dev.norelay.scenario.Rules.ignore;
import static dev.norelay.scenario.Rules.is;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.reset;
import static dev.norelay.scenario.Rules.send;
import static dev.norelay.scenario.Rules.stall;
import static dev.norelay.scenario.Rules.stallReading;
import static dev.norelay.scenario.Rules.startTlsWith;
import static dev.norelay.scenario.Rules.throttle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.fault.TlsFault;
import dev.norelay.journal.Event;
import dev.norelay.journal.JournalLimits;
import dev.norelay.scenario.Key;
import dev.norelay.session.Action;
import dev.norelay.smtp.Ids;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Sessions mixed over all kinds of faults, 500 at once: nothing is left at the end, and every tenth client, which is healthy,
 * is served all the while. {@code -Dnorelay.load.sessions=100000} for more of them, as {@code make soak} does.
 */
@Tag("tls")
@Isolated("it counts what the whole process holds")
class FaultsLoadTest {
    private static final int SESSIONS = Integer.getInteger("norelay.load.sessions", 10_000);
    private static final int AT_ONCE = 500;
    private static final String HEALTHY = "healthy";
    private static final String TOKEN = "X-Token: " + UUID.randomUUID() + "\r\n";
    private static final String LARGE = TOKEN + ("x".repeat(998) + "\r\n").repeat(300);

    /** What is done to a client that says EHLO with that name, and at which moment. */
    private record Kind(Moment moment, List<Action> actions) {
        static Kind at(Moment moment, Action... actions) {
            return new Kind(moment, List.of(actions));
        }
    }

    private static final Map<String, Kind> KINDS = kinds();

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        Duration moment = Duration.ofMillis(20);
        kinds.put("close", Kind.at(Moment.RCPT, close()));
        kinds.put("cut", Kind.at(Moment.DATA, cut()));
        kinds.put("half-close", Kind.at(Moment.MAIL, halfClose()));
        kinds.put("reset", Kind.at(Moment.RCPT, reset()));
        kinds.put("reset-content", Kind.at(Moment.CONTENT, reset()));
        kinds.put("lost-reply", Kind.at(Moment.END_OF_DATA, accept(), close()));
        kinds.put("discard", Kind.at(Moment.END_OF_DATA, discard()));
        kinds.put("cut-after", Kind.at(Moment.MAIL, cutAfter(10), reply("250 2.1.0 longer than ten octets")));
        kinds.put("cut-after-reading", Kind.at(Moment.DATA, cutAfter(1_000, 0)));
        kinds.put("pause", Kind.at(Moment.MAIL, pause(moment)));
        kinds.put("fragment", Kind.at(Moment.MAIL, fragment(7)));
        kinds.put("throttle", Kind.at(Moment.MAIL, throttle(2_000)));
        kinds.put("hold", Kind.at(Moment.MAIL, hold()));
        kinds.put("garbage", Kind.at(Moment.MAIL, send("\u0001\u0002garbage\r\n"), close()));
        kinds.put("busy", Kind.at(Moment.RCPT, reply("421 4.3.2 not now")));
        kinds.put("refused", Kind.at(Moment.RCPT, refuse(Refusal.RELAY_DENIED)));
        kinds.put("become", Kind.at(Moment.RCPT, become("fixed")));
        kinds.put("ignore", Kind.at(Moment.RCPT, ignore()));
        kinds.put("stall", Kind.at(Moment.RCPT, stall()));
        kinds.put("stall-content", Kind.at(Moment.CONTENT, stall()));
        kinds.put("stall-reading", Kind.at(Moment.DATA, stallReading()));
        for (TlsFault fault : TlsFault.values()) {
            kinds.put("tls-" + Ids.of(fault), Kind.at(Moment.STARTTLS, startTlsWith(fault)));
        }
        kinds.put("tls-closed", Kind.at(Moment.STARTTLS, close()));
        return kinds;
    }

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "descriptors are counted in /proc")
    void nothingIsLeftAndHealthyClientsAreServedAllTheWhile() throws Exception {
        int descriptors = descriptors();
        List<String> unserved;
        try (Norelay server = server()) {
            server.ca().file();
            unserved = converse(server);
        }
        assertThat(unserved).as("healthy clients that were not served").isEmpty();
        assertThat(missed).hasValue(0);
        assertThat(taken).as("messages of healthy clients").hasValue((SESSIONS + 9) / 10);
        Awaitility.await("the threads of the shared resources end")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("norelay-")));
        assertThat(SpooledFiles.beginningWith(TOKEN)).isEmpty();
        assertThat(descriptors()).as("open descriptors").isLessThan(descriptors + AT_ONCE / 10);
    }

    private Norelay server() {
        Norelay.Builder builder = Norelay.builder()
                .journal(new JournalLimits(200_000, 1_000, 16 << 20))
                .listener(entry -> {
                    if (entry.event() instanceof Event.MessageTaken message
                            && message.message().from().startsWith(HEALTHY)) {
                        taken.incrementAndGet();
                    } else if (entry.event() instanceof Event.EntriesMissed) {
                        missed.incrementAndGet();
                    }
                });
        KINDS.forEach((name, kind) -> builder.rule(
                on(kind.moment()).when(is(Key.HELO, name)).then(kind.actions().toArray(Action[]::new))));
        return builder.start();
    }

    /** Plays all sessions; returns what healthy clients met. */
    private static List<String> converse(Norelay server) throws Exception {
        SSLContext trust = server.settings().sslContext();
        List<String> names = new ArrayList<>(KINDS.keySet());
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        List<String> unserved = new ArrayList<>();
        try {
            List<Future<String>> all = IntStream.range(0, SESSIONS)
                    .mapToObj(i -> clients.submit(() -> {
                        if (i % 10 == 0) {
                            return healthy(server);
                        }
                        victim(server, names.get(i % names.size()), i, trust);
                        return "";
                    }))
                    .toList();
            for (Future<String> one : all) {
                String met = one.get();
                if (!met.isEmpty()) {
                    unserved.add(met);
                }
            }
        } finally {
            clients.shutdownNow();
            clients.awaitTermination(10, TimeUnit.SECONDS);
        }
        return unserved;
    }

    private static String healthy(Norelay server) {
        String last = "nothing";
        try (SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.patient(Duration.ofMinutes(1)); // how quickly it is served is for the bench
            last = client.expect("220");
            last = client.ask("EHLO " + HEALTHY, "250");
            last = client.ask("MAIL FROM:<" + HEALTHY + "@example.test>", "250");
            last = client.ask("RCPT TO:<bob@partner.test>", "250");
            last = client.ask("DATA", "354");
            last = client.ask(TOKEN + ".", "250");
            client.ask("QUIT", "221");
            return "";
        } catch (AssertionError | UncheckedIOException met) {
            return met + " behind " + last;
        }
    }

    /** Whatever it meets, it leaves: politely, in the middle, or by a reset; stalled, it does not wait. */
    private static void victim(Norelay server, String name, int number, SSLContext trust) {
        boolean tls = name.startsWith("tls-");
        try (SmtpWire client = SmtpWire.connect(server.port(tls ? "submission" : "smtp"))) {
            client.expect("220");
            client.ask("EHLO " + name, "250");
            if (tls) {
                client.send("STARTTLS");
                if (!name.equals("tls-stall")) {
                    client.expect("220");
                    client.startTls(trust);
                }
            } else {
                talk(client, name.contains("stall") || name.equals("ignore") || name.equals("hold"), number);
            }
            if (number % 3 == 0) {
                client.reset();
            }
        } catch (AssertionError | UncheckedIOException | SSLException met) {
            // this is what the faults are for
        }
    }

    private static void talk(SmtpWire client, boolean impatient, int number) {
        List<String> lines = List.of(
                "MAIL FROM:<victim@example.test>",
                "RCPT TO:<bob@partner.test>",
                "DATA",
                (number % 20 == 1 ? LARGE : TOKEN) + ".",
                "QUIT");
        for (String line : lines) {
            client.send(line);
            if (!impatient) {
                client.reply();
            }
        }
    }

    private static int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        }
    }
}
