package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.JournalListener;
import dev.norelay.journal.SessionRecord;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client on this machine has done is in the journal when it is read: no test polls, no test sleeps. */
class BarrierTest {
    /** Fewer before a commit: {@code make check} sets the property. */
    private static final int MANY = Integer.getInteger("norelay.barrier.visits", 10_000);

    private static final int MANY_IN_TLS = MANY / 5;

    /** What a client does with its connection. */
    @FunctionalInterface
    private interface Visit {
        void to(Norelay server) throws IOException;
    }

    private static SessionRecord visited(Norelay server, Visit visit) throws IOException {
        visit.to(server);
        List<SessionRecord> sessions = server.journal().sessions();
        SessionRecord last = sessions.get(sessions.size() - 1);
        if (sessions.size() >= 50) {
            server.reset(); // reading a long journal would be what takes the time
        }
        return last;
    }

    private static void each(int times, Visit visit, How how) throws IOException {
        try (Norelay server = Norelay.open()) {
            for (int i = 0; i < times; i++) {
                SessionRecord session = visited(server, visit);
                if (session.id() != i + 1 || !session.closed().equals(java.util.Optional.of(how))) {
                    throw new AssertionError("visit " + (i + 1) + ", wanted " + how + ":\n" + session.transcript());
                }
            }
        }
    }

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        return client;
    }

    @Test
    void quitAndClose() throws IOException {
        each(MANY, server -> greeted(server).send("QUIT").close(), How.QUIT);
    }

    @Test
    void finWithoutQuit() throws IOException {
        each(MANY, server -> greeted(server).close(), How.CLIENT_CLOSED);
    }

    @Test
    void resetBehindTheGreeting() throws IOException {
        each(MANY, server -> greeted(server).reset(), How.CLIENT_RESET);
    }

    /** With the greeting unread, closing is a reset to the kernel, unless it comes before the greeting. */
    @Test
    void connectAndCloseOrResetAtOnce() throws IOException {
        try (Norelay server = Norelay.open()) {
            for (int i = 0; i < MANY; i++) {
                boolean reset = i % 2 == 0;
                SessionRecord session = visited(server, to -> leave(SmtpWire.connect(to.port("smtp")), reset));
                assertThat(session.id()).isEqualTo(i + 1);
                assertThat(session.closed().orElseThrow()).isIn(How.CLIENT_CLOSED, How.CLIENT_RESET);
            }
        }
    }

    private static void leave(SmtpWire client, boolean reset) {
        if (reset) {
            client.reset();
        } else {
            client.close();
        }
    }

    @Test
    @Tag("tls")
    void aRefusedCertificate() throws Exception {
        SSLContext strict = SSLContext.getInstance("TLS");
        strict.init(null, null, null);
        try (Norelay server = Norelay.open()) {
            for (int i = 0; i < MANY_IN_TLS; i++) {
                boolean implicit = i % 2 == 0;
                SessionRecord session = visited(server, to -> refuse(to, strict, implicit));
                assertThat(session.id()).isEqualTo(i + 1);
                assertThat(session.events(Event.TlsFailed.class))
                        .singleElement()
                        .satisfies(failed -> assertThat(failed.alertName()).contains("certificate_unknown"));
                assertThat(session.closed()).contains(How.TLS_FAILED);
            }
        }
    }

    private static void refuse(Norelay server, SSLContext strict, boolean implicit) {
        try (SmtpWire client = SmtpWire.connect(server.port(implicit ? "submissions" : "submission"))) {
            if (!implicit) {
                client.expect("220");
                client.ask("EHLO x", "250-");
                client.ask("STARTTLS", "220");
            }
            assertThatThrownBy(() -> client.startTls(strict)).isInstanceOf(SSLException.class);
        }
    }

    @Test
    @Tag("tls")
    void theFirstTlsConnectionOfAServerThatMintsItsCertificate() throws Exception {
        for (int i = 0; i < 20; i++) {
            // a clock of its own: an authority of its own
            try (Norelay server = Norelay.builder()
                            .clock(java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofSeconds(1)))
                            .start();
                    SmtpWire client = SmtpWire.connect(server.port("submissions"))) {
                client.close();
                assertThat(server.journal().sessions().get(0).closed()).contains(How.TLS_FAILED);
            }
        }
    }

    @Test
    void pipelinedCommandsOfAScript() throws IOException {
        try (Norelay server = Norelay.builder().script(occasion -> List.of()).start()) {
            for (int i = 0; i < 500; i++) {
                try (SmtpWire client = greeted(server)) {
                    client.raw("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.test>\r\nQUIT\r\n");
                    List<SessionRecord> sessions = server.journal().sessions();
                    assertThat(sessions.get(sessions.size() - 1).closed()).contains(How.QUIT);
                }
                server.reset();
            }
        }
    }

    @Test
    void aLargeMessageOnItsWayToAFile() {
        String content = ("x".repeat(998) + "\r\n").repeat(500);
        try (Norelay server = Norelay.open()) {
            for (int i = 0; i < 20; i++) {
                try (SmtpWire client = greeted(server)) {
                    client.raw("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.test>\r\nDATA\r\n" + content + ".\r\n");
                    assertThat(server.messages()).hasSize(i + 1);
                    assertThat(server.messages().get(i).size()).isEqualTo(content.length());
                }
            }
        }
    }

    @Test
    void aScriptAndAListenerMayRead() throws Exception {
        CompletableFuture<Norelay> running = new CompletableFuture<>();
        CompletableFuture<Integer> heard = new CompletableFuture<>();
        JournalListener listener = entry -> {
            if (entry.event() instanceof Event.CommandReceived) {
                heard.complete(running.join().journal().entries().size());
            }
        };
        List<Entry> read = Collections.synchronizedList(new ArrayList<>());
        try (Norelay server = Norelay.builder()
                .listener(listener)
                .script(occasion -> {
                    if (occasion.proposal().moment() == Moment.NOOP) {
                        read.addAll(running.join().journal().entries());
                    }
                    return List.<Action>of();
                })
                .start()) {
            running.complete(server);
            try (SmtpWire client = greeted(server)) {
                client.ask("NOOP", "250");
                assertThat(read).extracting(Entry::event).hasAtLeastOneElementOfType(Event.CommandReceived.class);
                assertThat(heard.get(10, TimeUnit.SECONDS)).isPositive();
            }
        }
    }
}
