package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.BAD_PARAMETER;
import static dev.norelay.standalone.http.Trouble.Kind.TOO_MANY;

import dev.norelay.standalone.http.Feed.Told;
import dev.norelay.standalone.story.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Streams of server-sent events (HTML Living Standard §9.2). Each reads the feed at its own pace, on Vert.x's event loop:
 * no thread waits for a client, and what a client does not read stays in the feed, once for all.
 */
final class Streams {
    /** So many at a time. */
    static final int MOST = 1_000;

    private static final long SILENCE_MILLIS = 15_000;
    private static final long FAREWELL_MILLIS = 5_000;
    private static final int AT_ONCE = 50;

    private final Vertx vertx;
    private final AtomicInteger open = new AtomicInteger();

    Streams(Vertx vertx) {
        this.vertx = vertx;
    }

    int count() {
        return open.get();
    }

    /** Begins a stream. On the event loop. */
    void begin(RoutingContext request, Hosted hosted, long after) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new Trouble(TOO_MANY, "there are " + MOST + " event streams already; close some");
        }
        HttpServerResponse response = request.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        new Stream(response, hosted, after).begin();
    }

    /** Behind which event a stream begins; the newest, where the request names none. */
    static long after(Request request, Feed feed) {
        request.knows("after");
        String resumed = request.header("Last-Event-ID").orElse("");
        if (!resumed.isEmpty()) {
            if (!resumed.matches("[0-9]{1,18}")) {
                throw new Trouble(BAD_PARAMETER, "Last-Event-ID is a number, as the events have it");
            }
            return Long.parseLong(resumed);
        }
        return request.number("after", 0, Long.MAX_VALUE / 2).orElse(feed.last());
    }

    /** One client. On the event loop of its connection, but for {@link #wake}. */
    private final class Stream implements Feed.Reader {
        private final HttpServerResponse response;
        private final Feed feed;
        private final Context context;
        private final AtomicBoolean awake = new AtomicBoolean();
        private long at;
        private boolean over;
        private boolean begun;
        private long timer;

        Stream(HttpServerResponse response, Hosted hosted, long after) {
            this.response = response;
            this.feed = hosted.feed();
            this.context = Objects.requireNonNull(Vertx.currentContext(), "on an event loop");
            this.at = after;
        }

        void begin() {
            response.closeHandler(gone -> forget());
            response.exceptionHandler(failed -> forget());
            response.drainHandler(drained -> pump());
            timer = vertx.setPeriodic(SILENCE_MILLIS, tick -> breathe());
            feed.subscribe(this);
            response.write(": norelay tells what happens\n\n"); // so that headers leave at once
            if (at > feed.last()) {
                at = feed.last(); // an id of another norelay's
                gap(null, "these events are not of this server, or norelay was started anew; read all again");
            }
            pump();
            begun = true;
        }

        @Override
        public void wake() {
            if (awake.compareAndSet(false, true)) {
                context.runOnContext(now -> {
                    awake.set(false);
                    pump();
                });
            }
        }

        private void pump() {
            while (!over) {
                long oldest = feed.oldest();
                if (at + 1 < oldest) {
                    if (begun) {
                        end(
                                "too-slow",
                                "events came faster than they were read; connect again to go on from the last one");
                        return;
                    }
                    gap(oldest - at - 1, "these events are no longer kept");
                    at = oldest - 1;
                }
                if (response.writeQueueFull()) {
                    return;
                }
                List<Told> more = feed.after(at, AT_ONCE);
                if (more.isEmpty()) {
                    Feed.End end = feed.ended();
                    if (end != null) {
                        end(end.reason(), end.detail());
                    }
                    return;
                }
                Buffer frames = Buffer.buffer();
                for (Told told : more) {
                    frames.appendBytes(told.frame());
                    at = told.id();
                }
                response.write(frames);
            }
        }

        private void gap(@Nullable Long missed, String detail) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("missed", missed);
            data.put("detail", detail);
            response.write("event: gap\ndata: " + Json.line(data) + "\n\n");
        }

        private void breathe() {
            if (!over && !response.writeQueueFull()) {
                response.write(": still here\n\n");
            }
        }

        /** Says why, and closes the connection of who does not even read that. */
        private void end(String reason, String detail) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("reason", reason);
            data.put("detail", detail);
            forget();
            long farewell = vertx.setTimer(FAREWELL_MILLIS, late -> response.reset());
            response.end("event: end\ndata: " + Json.line(data) + "\n\n")
                    .onComplete(done -> vertx.cancelTimer(farewell));
        }

        private void forget() {
            if (!over) {
                over = true;
                feed.unsubscribe(this);
                vertx.cancelTimer(timer);
                open.decrementAndGet();
            }
        }
    }
}
