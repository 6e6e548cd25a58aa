package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Journal;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that happened, read so that duties can be judged. Not thread-safe: messages are read when they are asked for. */
final class History {
    private final Scenario story;
    private final List<Entry> marks;
    private final List<Dialogue> dialogues;
    private final List<Mailing> mailings;
    /** A message is equal to itself alone. */
    private final Map<Message, Optional<Letter>> letters = new HashMap<>();

    /** Reads entries of a journal, in order. */
    History(Scenario story, List<Entry> entries) {
        this.story = story;
        this.marks = entries.stream()
                .filter(entry ->
                        entry.event() instanceof Event.PhaseEntered || entry.event() instanceof Event.TimePassed)
                .toList();
        this.dialogues = Journal.sessions(entries).stream()
                .flatMap(session -> Dialogue.of(session).stream())
                .toList();
        this.mailings = dialogues.stream()
                .flatMap(dialogue -> dialogue.mailings().stream())
                .sorted(Comparator.comparingLong(
                        mailing -> mailing.mail().said().sequence()))
                .toList();
    }

    Scenario story() {
        return story;
    }

    List<Dialogue> dialogues() {
        return dialogues;
    }

    /** All that clients said, session by session. */
    Stream<Turn> turns() {
        return dialogues.stream().flatMap(dialogue -> dialogue.turns().stream());
    }

    /** In the order in which they began. */
    List<Mailing> mailings() {
        return mailings;
    }

    /**
     * What stands in the message that the server took over; empty where it took none, or not all octets are there: a rule
     * may have it say yes to what it had no room for.
     */
    Optional<Letter> letter(Mailing mailing) {
        long sent = mailing.content()
                .flatMap(Turn::content)
                .map(Event.ContentReceived::size)
                .orElse(0L);
        return mailing.message()
                .flatMap(message -> letters.computeIfAbsent(message, Letter::of))
                .filter(letter -> letter.octets() == sent);
    }

    /** The number of the phase in which something happened: settings may be others in the next one. */
    int phaseNumber(Entry entry) {
        return (int) marks.stream()
                .filter(mark -> mark.event() instanceof Event.PhaseEntered && mark.sequence() < entry.sequence())
                .count();
    }

    /** The phase in which something happened; empty where that is not known. */
    Optional<Phase> phase(Entry entry) {
        return marks.stream()
                .filter(mark -> mark.sequence() < entry.sequence())
                .flatMap(mark -> mark.event() instanceof Event.PhaseEntered entered
                        ? Stream.of(entered.phase())
                        : Stream.<String>empty())
                .reduce((before, after) -> after)
                .map(story.phases()::get);
    }

    /** When something happened, the time included that was let pass. */
    Instant time(Entry entry) {
        Duration passed = marks.stream()
                .filter(mark -> mark.sequence() < entry.sequence())
                .map(mark -> mark.event() instanceof Event.TimePassed time ? time.time() : Duration.ZERO)
                .reduce(Duration.ZERO, Duration::plus);
        return entry.time().plus(passed);
    }

    /** Whether the story itself says that trying again at once is right. */
    boolean retryIsRight() {
        return story.expectation().retry() == Retry.AT_ONCE;
    }
}
