package dev.norelay.wire;

import dev.norelay.session.ServerLimits;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches how long a client keeps the server waiting: by silence, or by a line or a message that never ends. One timer a
 * connection, set again only when it goes off: what a client does costs no more than a look at the clock. On the
 * connection's event loop.
 */
final class Patience {

    /** What has taken too long. */
    enum Tried {
        SILENCE,
        LINE,
        MESSAGE
    }

    private final EventExecutor loop;
    private final Consumer<Tried> teller;
    private final long silence;
    private final long line;
    private final long message;
    private @Nullable Future<?> timer;
    private long due;
    private long heard;
    /** What the client is in the middle of; silence: of nothing. */
    private Tried underWay = Tried.SILENCE;

    private long begun;

    /**
     * Not watching yet.
     *
     * @param teller is told of a silence as often as it has lasted so long, of a line or a message once
     */
    Patience(EventExecutor loop, ServerLimits limits, Consumer<Tried> teller) {
        this.loop = loop;
        this.teller = teller;
        this.silence = limits.silence().toNanos();
        this.line = limits.line().toNanos();
        this.message = limits.message().toNanos();
    }

    /** The watching begins. */
    void start() {
        heard = now();
        set(heard + silence);
    }

    /** The client has said something, or it is its turn to. */
    void heard() {
        heard = now();
    }

    /** The client is in the middle of a line or a message; told again, it goes on. */
    void begins(Tried what) {
        if (underWay != what) {
            underWay = what;
            begun = now();
            long end = begun + most(what);
            if (timer != null && end - due < 0) {
                timer.cancel(false);
                set(end);
            }
        }
    }

    /** The client is in the middle of nothing. */
    void ends() {
        underWay = Tried.SILENCE;
    }

    private long most(Tried what) {
        return what == Tried.LINE ? line : message;
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    private void set(long when) {
        due = when;
        timer = loop.schedule(this::look, Math.max(1, when - now()), TimeUnit.NANOSECONDS);
    }

    private void look() {
        long now = now();
        if (underWay != Tried.SILENCE && now - begun >= most(underWay)) {
            Tried tried = underWay;
            underWay = Tried.SILENCE;
            teller.accept(tried);
        } else if (now - heard >= silence) {
            heard = now;
            teller.accept(Tried.SILENCE);
        }
        if (timer != null) {
            long quiet = heard + silence;
            long end = underWay == Tried.SILENCE ? quiet : begun + most(underWay);
            set(end - quiet < 0 ? end : quiet);
        }
    }

    /** The connection is gone. */
    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
