package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.Recorder;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.session.ServerLimits;
import dev.norelay.tls.CertificateAuthority;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Faults of the gallery that take minutes come at their time, to the millisecond; no test waits for them. */
class FrozenTimeTest {
    private static final Path GALLERY = Path.of("../../docs/faults");
    private static final Duration INSTANT = Duration.ofMillis(1);

    private final LongAdder activity = new LongAdder();
    private final Workers workers = new Workers(Runnable::run, activity);
    private final Recorder recorder = new Recorder(Clock.systemUTC(), JournalLimits.DEFAULT, workers);

    private Line connect(String fault, Duration idle) {
        Run run = new Run(ScenarioReader.read(GALLERY.resolve(fault + ".yaml")));
        ServerTls tls = new ServerTls(
                new TlsContexts(workers),
                () -> CertificateAuthority.create(Clock.systemUTC()),
                run::phase,
                List.of("127.0.0.1"));
        PhaseTimers phases = new PhaseTimers(run, recorder, () -> {});
        ServerLimits limits = ServerLimits.DEFAULT.withSilence(idle);
        Endpoint endpoint = new Endpoint(
                run,
                null,
                recorder,
                workers,
                tls,
                Clock.systemUTC(),
                limits,
                new Spool(limits.spooled(), workers),
                phases,
                activity);
        return new Line(
                new ConnectionInitializer(endpoint, "smtp", new Connections(limits.connections(), new LongAdder())));
    }

    private static void inTransaction(Line client) {
        client.send("EHLO client.test");
        client.send("MAIL FROM:<alice@example.test>");
        assertThat(client.said()).startsWith("220 mail.example.test").endsWith("250 2.1.0 OK\r\n");
    }

    @Test
    void theGreetingComesASecondLate() {
        Line client = connect("network/greeting-late", Duration.ofMinutes(5));
        client.pass(Duration.ofSeconds(1).minus(INSTANT));
        assertThat(client.said()).isEmpty();
        client.pass(INSTANT);
        assertThat(client.said()).startsWith("220 mail.example.test");
        client.close();
    }

    @Test
    void theMessageIsTakenAtOnceAndItsReplyComesTenMinutesLater() {
        Line client = connect("network/reply-minutes-late", Duration.ofMinutes(5));
        inTransaction(client);
        client.send("RCPT TO:<bob@partner.test>");
        client.send("DATA");
        assertThat(client.said()).startsWith("250 2.1.5").contains("354 ");
        client.send("Subject: x\r\n\r\nx\r\n.");
        assertThat(recorder.recent()).extracting(Entry::event).hasAtLeastOneElementOfType(Event.MessageTaken.class);

        client.pass(Duration.ofMinutes(10).minus(INSTANT));
        assertThat(client.said()).isEmpty();
        client.pass(INSTANT);
        assertThat(client.said()).isEqualTo("250 2.0.0 OK\r\n");
        client.close();
    }

    @Test
    void aSilentClientIsToldAfterTwoMinutesOfSilence() {
        Line client = connect("network/idle-421", Duration.ofMinutes(5));
        client.pass(Duration.ofMinutes(1));
        inTransaction(client);
        client.pass(Duration.ofMinutes(2)); // the rule says: longer than that
        assertThat(client.said()).isEmpty();
        client.pass(INSTANT);
        assertThat(client.said()).isEqualTo("421 4.4.2 Idle for too long\r\n");
        assertThat(client.isOutputShutdown()).as("FIN").isTrue();
        client.close();
    }

    /** RFC 5321 §4.5.3.2.7. */
    @Test
    void aSilentClientIsToldAfterTheServersOwnFiveMinutes() {
        Line client = connect("smtp/greylisted", Duration.ofMinutes(5));
        inTransaction(client);
        client.pass(Duration.ofMinutes(5).minus(INSTANT));
        assertThat(client.said()).isEmpty();
        client.pass(INSTANT);
        assertThat(client.said()).startsWith("421 4.4.2");
        assertThat(client.isOutputShutdown()).as("FIN").isTrue();
        client.close();
    }

    @Test
    void aPhaseIsEnteredAQuarterOfAnHourBehindTheFirstRefusal() {
        Line client = connect("smtp/blocked-for-a-while", Duration.ofHours(1));
        inTransaction(client);
        client.send("RCPT TO:<bob@partner.test>");
        client.pass(Duration.ofMinutes(15).minus(INSTANT));
        client.send("RCPT TO:<bob@partner.test>");
        assertThat(client.said()).matches("450 4\\.7\\.1 [^\r]*\r\n450 4\\.7\\.1 [^\r]*\r\n");
        client.pass(INSTANT);
        client.send("RCPT TO:<bob@partner.test>");
        assertThat(client.said()).isEqualTo("250 2.1.5 OK\r\n");
        client.close();
    }
}
