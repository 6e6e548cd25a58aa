package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading is a barrier, often enough to say so: what a client has done before it returned is in the journal. */
class BarrierTest {
    private static final int TIMES = 50;

    private final MailClient client = new AngusMail();

    @Test
    void messageAndQuitAreThereOnceTheClientHasReturned() throws Exception {
        try (Norelay server = Norelay.open()) {
            for (int time = 1; time <= TIMES; time++) {
                assertThat(client.send(server.settings())).isEqualTo(Outcome.SENT);
                assertThat(server.messages()).hasSize(time);
                assertThat(newest(server, time).closed()).contains(Event.How.QUIT);
            }
        }
    }

    @Test
    void alertIsThereOnceTheClientHasReturned() throws Exception {
        try (Norelay server = Norelay.start("clock-skew")) {
            for (int time = 1; time <= TIMES; time++) {
                assertThat(client.send(server.settings()).sent()).isFalse();
                SessionRecord session = newest(server, time);
                assertThat(session.events(Event.TlsFailed.class)).hasSize(1);
                assertThat(session.closed()).contains(Event.How.TLS_FAILED);
            }
        }
    }

    private static SessionRecord newest(Norelay server, int count) {
        List<SessionRecord> sessions = server.journal().sessions();
        assertThat(sessions).hasSize(count);
        return sessions.get(count - 1);
    }
}
