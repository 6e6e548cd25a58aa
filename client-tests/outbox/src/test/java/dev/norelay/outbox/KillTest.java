package dev.norelay.outbox;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.is;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.stall;
import static dev.norelay.scenario.Rules.stallReading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Rule;
import dev.norelay.smtp.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application, a process of its own, is killed with SIGKILL at every moment: where the server says that it stands,
 * where its database says so, and while it writes. Then it is started again. {@code -Doutbox.lives=100} kills more.
 */
class KillTest {
    private static final int LIVES = Integer.getInteger("outbox.lives", 8);
    private static final int SMALL = 2_000;
    /** More than the buffers between a client and a server that does not read. */
    private static final int LARGE = 9_000_000;

    private static final AtomicInteger KILLS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static Launcher launcher;

    @BeforeAll
    static void rehearse() throws Exception {
        launcher = new Launcher(folder);
        try (Life life = new Life(launcher, folder.resolve("rehearsed"), 2_000)) {
            life.rehearse();
        }
    }

    @AfterAll
    static void count() {
        System.out.println("The outbox was killed " + KILLS + " times.");
    }

    /** Each life is one mail, and ten kills one after the other, further on each time; none can get beyond the stall. */
    @Test
    void killedBeforeTheDotItIsDeliveredOnce() throws Exception {
        inLives(LIVES, SMALL, life -> {
            for (Moment moment : List.of(Moment.CONNECT, Moment.EHLO, Moment.STARTTLS, Moment.TLS)) {
                life.killAt(stalled(moment), on(moment).times(1).then(stall()));
            }
            life.killAt(
                    stalled(Moment.EHLO),
                    on(Moment.EHLO).when(is(Key.TLS, "true")).times(1).then(stall()));
            for (Moment moment : List.of(Moment.AUTH, Moment.MAIL, Moment.RCPT)) {
                life.killAt(stalled(moment), on(moment).times(1).then(stall()));
            }
            Rule second =
                    on(Moment.RCPT).when(is(Key.RECIPIENT, "bob@*")).times(1).then(stall());
            life.killAt(stalled(Moment.RCPT), second);
            life.killAt(stalled(Moment.DATA), on(Moment.DATA).times(1).then(stall()));
            life.assertDeliveredOnce();
        });
    }

    /** Half of a large mail is at the server. */
    @Test
    void killedInTheMiddleOfTheMailItIsDeliveredOnce() throws Exception {
        inLives(LIVES / 2, LARGE, life -> {
            life.killAt(stalled(Moment.CONTENT), on(Moment.CONTENT).times(1).then(stallReading()));
            life.assertDeliveredOnce();
        });
    }

    /** The server has all of it, and does not answer. */
    @Test
    void killedBetweenDotAndReplyItIsNotSentAgain() throws Exception {
        inLives(LIVES, SMALL, life -> {
            life.killAt(
                    stalled(Moment.END_OF_DATA), on(Moment.END_OF_DATA).times(1).then(accept(), stall()));
            life.assertNeverTwiceAndNeverLostInSilence();
            assertThat(life.copies()).containsOnly(1);
            assertThat(life.left()).hasSize(1);
        });
    }

    /** The server has all of it, and throws it away: the person is told that nobody knows. */
    @Test
    void killedBehindADotThatCameToNothingItIsNotSentAgain() throws Exception {
        inLives(LIVES / 2, SMALL, life -> {
            life.killAt(
                    stalled(Moment.END_OF_DATA), on(Moment.END_OF_DATA).times(1).then(stall()));
            life.assertNeverTwiceAndNeverLostInSilence();
            assertThat(life.left()).hasSize(1);
        });
    }

    /** Nobody can say how far it had come meanwhile: it may have written the dot. */
    @Test
    void killedRightBehindAReplyNobodyHasItTwice() throws Exception {
        for (Moment moment : List.of(
                Moment.CONNECT,
                Moment.EHLO,
                Moment.AUTH,
                Moment.MAIL,
                Moment.RCPT,
                Moment.DATA,
                Moment.END_OF_DATA,
                Moment.QUIT)) {
            inLives(LIVES, SMALL, life -> {
                life.killAt(answered(moment));
                life.assertNeverTwiceAndNeverLostInSilence();
            });
        }
    }

    /** Before it, in the middle of it, and behind it. */
    @Test
    void killedAtEachCommitNobodyHasItTwice() throws Exception {
        int commits;
        try (Life life = new Life(launcher, folder.resolve("counted"), SMALL)) {
            commits = life.commits();
        }
        assertThat(commits).isGreaterThanOrEqualTo(8);
        for (DyingMain.Where where : DyingMain.Where.values()) {
            AtomicInteger nth = new AtomicInteger();
            inLives(commits, SMALL, life -> {
                life.killAtCommit(nth.incrementAndGet(), where);
                life.assertNeverTwiceAndNeverLostInSilence();
            });
        }
    }

    private static Predicate<Event> stalled(Moment moment) {
        return event -> event instanceof Event.FaultEnacted fault
                && fault.moment() == moment
                && fault.fault().startsWith("stall");
    }

    private static Predicate<Event> answered(Moment moment) {
        return event -> event instanceof Event.ReplySent sent && sent.moment() == moment;
    }

    private static void inLives(int lives, int size, Living living) throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < lives; i++) {
                Path own = folder.resolve("life-" + KILLS.get() + "-" + System.nanoTime() + "-" + i);
                all.add(two.submit(() -> {
                    try (Life life = new Life(launcher, own, size)) {
                        living.live(life);
                        return life.kills();
                    }
                }));
            }
            for (Future<Integer> each : all) {
                KILLS.addAndGet(each.get());
            }
        } finally {
            two.shutdownNow();
        }
    }

    /** What happens in a life. */
    private interface Living {
        void live(Life life) throws Exception;
    }
}
