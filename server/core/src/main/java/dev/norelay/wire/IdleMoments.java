package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.session.ServerLimits;
import dev.norelay.session.Session;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;

/**
 * What the server does when a client keeps it waiting: what rules want of a {@link Silence}, and what the limits say that
 * its {@link Patience} has come to. On the connection's event loop.
 */
final class IdleMoments {
    private final Conversation conversation;
    private final ServerLimits limits;
    private final ChannelHandlerContext context;
    private final Session session;
    private final ChannelWire wire;
    private final SessionRecorder recorder;
    private final Patience patience;
    private final Silence silence;
    private boolean answered;

    IdleMoments(
            Conversation conversation,
            Endpoint endpoint,
            ChannelHandlerContext context,
            Session session,
            ChannelWire wire,
            SessionRecorder recorder) {
        this.conversation = conversation;
        this.limits = endpoint.limits();
        this.context = context;
        this.session = session;
        this.wire = wire;
        this.recorder = recorder;
        this.patience = new Patience(context.executor(), limits, this::tried);
        this.silence = new Silence(context.executor(), endpoint.run()::silences, this::silent);
    }

    /** To be told what the client is in the middle of. */
    Patience patience() {
        return patience;
    }

    /** The connection is there: from now on the client can be silent. */
    void begin() {
        patience.start();
        silence.restart();
    }

    /** The client has said something. */
    void heard() {
        answered = false;
        patience.heard();
        silence.restart();
    }

    /** The connection is gone. */
    void cancel() {
        patience.cancel();
        silence.cancel();
    }

    /** The client keeps us waiting, and does not itself wait for us. A silence is answered once. */
    private void tried(Patience.Tried what) {
        if (recorder.isClosed() || conversation.isWaiting() || wire.busy()) {
            return;
        }
        if (what != Patience.Tried.SILENCE) {
            tooSlow(what);
        } else if (!answered) {
            answered = true;
            conversation.answer(session.proposeIdle(conversation.profile()), conversation.silence(limits.silence()));
        }
        context.flush();
    }

    /** A limit that no rule can lift. */
    private void tooSlow(Patience.Tried what) {
        boolean line = what == Patience.Tried.LINE;
        String name = line ? "line" : "message";
        Duration limit = line ? limits.line() : limits.message();
        recorder.record(new Event.LimitReached(
                name, "the client did not come to the end of its " + name + " within " + limit.toSeconds() + " s"));
        conversation.answerAsProposed(session.proposeTooSlow(conversation.profile()));
    }

    /** The client has been silent for as long as a rule asks; whether a rule has acted. */
    private boolean silent(Duration since) {
        if (recorder.isClosed() || wire.busy()) {
            return true;
        }
        boolean acts = conversation.obeyRules(session.proposeIdle(conversation.profile()), conversation.silence(since));
        if (acts) {
            answered = true;
            context.flush();
        }
        return acts;
    }
}
