package dev.norelay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.session.Transaction;
import dev.norelay.smtp.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal's limits do to messages and listeners; workers work when they are told to. */
class RecorderTest {
    private final Queue<Runnable> work = new ArrayDeque<>();

    private Recorder recorder(int maxEntries, int maxMessages, long maxOctets) {
        return new Recorder(Clock.systemUTC(), new JournalLimits(maxEntries, maxMessages, maxOctets), work::add);
    }

    private void workersWork() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    private static Event.MessageTaken taken(MessageContent content) {
        return new Event.MessageTaken(new Message(1, Instant.EPOCH, "", new Transaction(Path.NULL, Map.of()), content));
    }

    @Test
    void theFileOfAMessageThatIsDroppedIsDeletedByAWorker(@TempDir java.nio.file.Path directory) throws IOException {
        java.nio.file.Path file = Files.writeString(directory.resolve("1.eml"), "large");
        AtomicInteger freed = new AtomicInteger();
        Recorder recorder = recorder(100, 1, 1_000);
        recorder.record(1, taken(new MessageContent.InFile(file, 5, freed::incrementAndGet)));
        recorder.record(1, taken(new MessageContent.InMemory(new byte[1])));
        assertThat(file).as("whoever records may be an event loop").exists();
        workersWork();
        assertThat(file).doesNotExist();
        assertThat(freed).hasValue(1);
        recorder.close();
        assertThat(freed).as("only once").hasValue(1);
    }

    @Test
    void theOctetsOfAMessageThatIsDroppedAreGivenUpThoughItsEntryStays() {
        Recorder recorder = recorder(100, 10, 1_000);
        recorder.record(1, taken(new MessageContent.InMemory(new byte[600])));
        recorder.record(1, taken(new MessageContent.InMemory(new byte[600])));
        Message first = ((Event.MessageTaken) recorder.recent().get(0).event()).message();
        assertThat(first.size()).isEqualTo(600);
        assertThatThrownBy(first::octets).hasMessageContaining("raise the journal's limits");
        assertThatThrownBy(recorder::messages)
                .isInstanceOf(JournalOverflowException.class)
                .hasMessage(
                        "1 messages dropped: raise maxMessages or maxOctets of the journal's limits, or read and reset"
                                + " more often");
    }

    @Test
    void whoHasAMessageReadsItBehindTheReset() {
        Recorder recorder = recorder(100, 10, 1_000);
        recorder.record(1, taken(new MessageContent.InMemory(new byte[] {'x'})));
        Message message = recorder.messages().get(0);
        recorder.clear();
        assertThat(recorder.messages()).isEmpty();
        assertThat(message.text()).isEqualTo("x");
    }

    @Test
    void aListenerThatFallsBehindIsToldHowMuchItHasMissed() {
        Recorder recorder = recorder(5, 10, 1_000);
        List<Event> heard = new ArrayList<>();
        recorder.listen(entry -> heard.add(entry.event()));
        for (int i = 1; i <= 12; i++) {
            recorder.record(0, new Event.PhaseEntered("phase-" + i));
        }
        assertThat(work).as("one worker for all that there is to tell").hasSize(1);
        workersWork();
        assertThat(heard).hasSize(6).startsWith(new Event.EntriesMissed(7), new Event.PhaseEntered("phase-8"));
        recorder.record(0, new Event.PhaseEntered("phase-13"));
        workersWork();
        assertThat(heard).hasSize(7).endsWith(new Event.PhaseEntered("phase-13"));
    }

    @Test
    void everyReadingSaysWhatWasDropped() {
        Recorder recorder = recorder(5, 10, 1_000);
        Journal journal = new Journal(recorder, () -> {});
        for (int i = 1; i <= 5; i++) {
            recorder.record(
                    1, new Event.OctetsDropped(i, dev.norelay.smtp.Octets.copyOf(new byte[1]), "no reason", "x"));
        }
        assertThat(journal.transcript()).startsWith("-- 1 octets dropped");
        assertThat(recorder.missing()).isEmpty();
        recorder.record(1, new Event.SessionClosed(Event.How.QUIT));
        String complaint = "1 entries dropped: raise maxEntries of the journal's limits, or read and reset more often";
        assertThat(journal.transcript()).startsWith("-- " + complaint + "\n-- 2 octets dropped");
        assertThat(recorder.missing()).contains(complaint);
        assertThatThrownBy(journal::entries).hasMessage(complaint);
        assertThatThrownBy(journal::sessions).hasMessage(complaint);
    }

    @Test
    void aListenerThatFailsAnAssertionHearsTheRestAndSoDoOthers() {
        Recorder recorder = recorder(100, 10, 1_000);
        List<Long> heard = new ArrayList<>();
        recorder.listen(entry -> {
            throw new AssertionError("not as expected");
        });
        recorder.listen(entry -> heard.add(entry.sequence()));
        recorder.record(1, new Event.RunBegun("open", 1));
        workersWork();
        recorder.record(1, new Event.RunBegun("open", 2));
        workersWork();
        assertThat(heard).hasSize(2);
    }

    @Test
    void whatWasDroppedCannotBeAwaited() throws InterruptedException {
        Recorder recorder = recorder(2, 10, 1_000);
        for (int seed = 0; seed < 3; seed++) {
            recorder.record(1, new Event.RunBegun("open", seed));
        }
        assertThat(recorder.await(entry -> true, 2, 0)).isTrue();
        assertThatThrownBy(() -> recorder.await(entry -> true, 3, 0)).isInstanceOf(JournalOverflowException.class);
    }
}
