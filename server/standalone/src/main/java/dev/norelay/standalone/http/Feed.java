package dev.norelay.standalone.http;

import dev.norelay.standalone.story.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of one server, for any number of streams: the newest are kept, each with an id that only rises. Streams read
 * at their own pace from what is kept, so that a slow one costs no memory. Thread-safe.
 */
final class Feed {
    /** So many are kept. */
    static final int KEPT = 2_000;

    /** Is woken when there is more to read, or the end has come. On the thread of whoever told; must not block. */
    @FunctionalInterface
    interface Reader {
        void wake();
    }

    /** An event; its JSON is made when somebody first reads it. */
    static final class Told {
        private final long id;
        private final String name;
        private @Nullable Supplier<?> data;
        private @Nullable String json;

        private Told(long id, String name, Supplier<?> data) {
            this.id = id;
            this.name = name;
            this.data = data;
        }

        long id() {
            return id;
        }

        String name() {
            return name;
        }

        /** On one line. */
        synchronized String json() {
            if (json == null && data != null) {
                json = Json.line(data.get());
                data = null;
            }
            return String.valueOf(json);
        }

        /** As server-sent events have it (HTML Living Standard §9.2). */
        byte[] frame() {
            return ("id: " + id + "\nevent: " + name + "\ndata: " + json() + "\n\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * The end of a feed.
     *
     * @param reason in one word
     * @param detail in a person's words
     */
    record End(String reason, String detail) {}

    /** The newest, each at its id modulo the length. */
    private final @Nullable Told[] ring = new Told[KEPT];

    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private long last;
    private @Nullable End end;

    /** Tells an event. */
    void tell(String name, Supplier<?> data) {
        synchronized (this) {
            last++;
            ring[(int) (last % KEPT)] = new Told(last, name, data);
        }
        readers.forEach(Reader::wake);
    }

    /** No more will come. */
    void end(String reason, String detail) {
        synchronized (this) {
            if (end == null) {
                end = new End(reason, detail);
            }
        }
        readers.forEach(Reader::wake);
    }

    /** Why no more will come; null while it may. */
    synchronized @Nullable End ended() {
        return end;
    }

    /** The id of the newest event; 0 before the first. */
    synchronized long last() {
        return last;
    }

    /** The id of the oldest event that is kept; 1 before the first. */
    synchronized long oldest() {
        return Math.max(1, last - KEPT + 1);
    }

    /** What is kept behind that id, at most so many. */
    synchronized List<Told> after(long id, int most) {
        List<Told> found = new ArrayList<>();
        for (long next = Math.max(id + 1, oldest()); next <= last && found.size() < most; next++) {
            Told told = ring[(int) (next % KEPT)];
            if (told != null) {
                found.add(told);
            }
        }
        return found;
    }

    void subscribe(Reader reader) {
        readers.add(reader);
    }

    void unsubscribe(Reader reader) {
        readers.remove(reader);
    }

    /** How many streams there are. */
    int readers() {
        return readers.size();
    }
}
