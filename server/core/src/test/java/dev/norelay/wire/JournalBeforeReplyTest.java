package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.SmtpWire;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.JournalLimits;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.ServerLimits;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The entry is there before the reply is: seen without the barrier that readers are given. */
class JournalBeforeReplyTest {
    private static final int MANY = 10_000;

    @Test
    void whoHasReadAReplyFindsItsEntry() {
        SmtpServer.Settings settings = new SmtpServer.Settings(
                InetAddress.getLoopbackAddress(),
                List.of("127.0.0.1"),
                Map.of(),
                Clock.systemUTC(),
                new JournalLimits(10, 10, 1_000),
                ServerLimits.DEFAULT,
                null,
                null);
        try (SmtpServer server = SmtpServer.start(new Run(Catalogue.scenario("open")), settings);
                SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.expect("220");
            for (int i = 0; i < MANY; i++) {
                client.ask("NOOP " + i, "250");
                List<Entry> entries = server.recorder().recent();
                assertThat(entries.get(entries.size() - 1).event()).isInstanceOf(Event.ReplySent.class);
                assertThat(entries.get(entries.size() - 2).event())
                        .isInstanceOfSatisfying(
                                Event.CommandReceived.class,
                                noop -> assertThat(noop.shown()).startsWith("NOOP "));
                assertThat(entries.get(entries.size() - 1).sequence()).isEqualTo(2 + 2L * (i + 1));
            }
        }
    }
}
