package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Requests that were refused and made again, all the same: in the same phase, by a session that is the same or began behind
 * the refusal, so that the refusal was known. Who asks again after longer than so may have been told to by a person.
 */
final class Repeats {
    /** A request that was refused, and how it was made again. */
    record Repeat(Turn refused, List<Turn> again, Duration fastest) {
        /** How often, and how soon, in words. */
        String words() {
            String times = again.size() == 1 ? "once more" : again.size() + " times more";
            return times + ", after " + Repeats.words(fastest) + (again.size() == 1 ? "" : " at the soonest");
        }

        /** The same request, made again once more. */
        Repeat and(Repeat next) {
            List<Turn> all = new ArrayList<>(again);
            all.addAll(next.again());
            return new Repeat(refused, all, next.fastest().compareTo(fastest) < 0 ? next.fastest() : fastest);
        }

        List<Entry> evidence() {
            List<Entry> evidence = new ArrayList<>(refused.withReply());
            again.forEach(turn -> evidence.addAll(turn.withReply()));
            return evidence;
        }
    }

    private final History history;
    private final Duration within;
    private final Map<Object, Turn> refused = new HashMap<>();
    private final Map<Object, Repeat> repeats = new LinkedHashMap<>();

    Repeats(History history, Duration within) {
        this.history = history;
        this.within = within;
    }

    /**
     * Looks at a request; in the order in which they were made.
     *
     * @param key what makes it the same
     * @param began the beginning of its session
     * @param isRefused whether its answer is a refusal of the kind that is looked for
     */
    void look(Turn request, List<Object> key, Entry began, boolean isRefused) {
        List<Object> same = new ArrayList<>(key);
        same.add(history.phaseNumber(request.said()));
        Turn before = refused.get(same);
        if (before != null && isKnown(before, request, began)) {
            note(same, before, request);
        }
        if (isRefused) {
            refused.put(same, request);
        } else if (request.code() / 100 == 2) {
            refused.remove(same);
        }
    }

    private boolean isKnown(Turn before, Turn request, Entry began) {
        Entry reply = before.reply();
        boolean later = reply != null
                && (request.session() == before.session() ? !request.pipelined() : began.sequence() > reply.sequence());
        return later && gap(before, request).compareTo(within) < 0;
    }

    private Duration gap(Turn before, Turn request) {
        Entry reply = before.reply();
        return Duration.between(history.time(reply == null ? before.said() : reply), history.time(request.said()));
    }

    private void note(Object key, Turn before, Turn request) {
        Duration gap = gap(before, request);
        repeats.merge(key, new Repeat(before, List.of(request), gap), Repeat::and);
    }

    /** Where the story says that trying again at once is right, there are none. */
    List<Repeat> found() {
        return history.retryIsRight() ? List.of() : List.copyOf(repeats.values());
    }

    static String words(Duration time) {
        return time.toSeconds() < 10
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : time.toSeconds() + " s";
    }
}
