package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Rule;
import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.session.Script;
import dev.norelay.session.Session;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import dev.norelay.smtp.ReplyCode;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks whoever decides: the run's rules at once, or the user's script on a worker. */
final class Decider {
    private static final Logger LOG = LoggerFactory.getLogger(Decider.class);

    private final Endpoint endpoint;
    private final EventExecutor loop;
    private final int session;
    private boolean asking;
    private @Nullable Session ended;

    Decider(Endpoint endpoint, EventExecutor loop, int session) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.session = session;
    }

    /** Whether a script decides, which takes its time. */
    boolean isSlow() {
        return endpoint.script() != null;
    }

    /** Whether there is anyone to ask at this moment. */
    boolean asks(Moment moment) {
        return isSlow() || endpoint.run().hasRules(moment);
    }

    /** What the rules say, and which of them says it. */
    Decision rules(Occasion occasion) {
        AtomicReference<Event.@Nullable Fired> fired = new AtomicReference<>();
        List<Action> actions = decide(
                asked -> {
                    Rule rule = endpoint.run().rule(asked).orElse(null);
                    fired.set(rule == null ? null : new Event.Fired(rule.name(), rule.title(), rule.line()));
                    return rule == null ? List.of() : rule.then();
                },
                occasion);
        return new Decision(actions, fired.get());
    }

    /** Asks the script, on a worker; its answer comes back to the loop. */
    void script(Occasion occasion, Consumer<List<Action>> next) {
        Script script = endpoint.script();
        if (script == null) {
            throw new IllegalStateException("there is no script to ask");
        }
        asking = true;
        endpoint.workers().execute(() -> {
            List<Action> actions = failed("see the server's log");
            try {
                actions = decide(script, withRules(occasion));
            } finally {
                List<Action> decided = actions; // also behind an error that ends the worker: nobody waits for ever
                loop.execute(() -> answered(decided, next));
            }
        });
    }

    private Occasion withRules(Occasion plain) {
        return new Occasion(
                plain.session(),
                plain.profile(),
                plain.proposal(),
                plain.circumstances(),
                () -> rules(plain).actions());
    }

    private void answered(List<Action> actions, Consumer<List<Action>> next) {
        asking = false;
        if (ended != null) {
            tell(ended);
        }
        next.accept(actions);
    }

    /** The session has ended: the script is told so, behind what it is being asked. */
    void over(Session over) {
        if (ended == null && isSlow()) {
            ended = over;
            if (!asking) {
                tell(over);
            }
        }
    }

    private void tell(Session over) {
        Script script = endpoint.script();
        if (script != null) {
            endpoint.workers().execute(() -> {
                try {
                    script.over(over);
                } catch (RuntimeException | AssertionError e) {
                    LOG.error("a script failed at the end of session {}", session, e);
                }
            });
        }
    }

    /** A script that throws must not pass for a server that refuses: the client hears 451, and the log says why. */
    private List<Action> decide(Script script, Occasion occasion) {
        try {
            return List.copyOf(script.decide(occasion));
        } catch (RuntimeException | AssertionError e) {
            String moment = occasion.proposal().moment().id();
            LOG.error("a rule or script failed at {} of session {}", moment, session, e);
            return failed(e.toString());
        }
    }

    private static List<Action> failed(String reason) {
        String line = reason.replaceAll("\\s+", " ");
        String text = "4.3.0 A rule or script failed: " + line.substring(0, Math.min(400, line.length()));
        return List.of(new Action.Say(Reply.of(ReplyCode.LOCAL_ERROR_451, text)));
    }
}
