package dev.norelay.wire;

import dev.norelay.fault.Ending;
import dev.norelay.fault.TlsFault;
import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.Message;
import dev.norelay.journal.MessageContent;
import dev.norelay.session.Action;
import dev.norelay.session.Circumstances;
import dev.norelay.session.Occasion;
import dev.norelay.session.Proposal;
import dev.norelay.session.Script;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.session.Stamp;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one session: reads commands one by one, asks the {@link Session} what a correct server would answer and the
 * {@link Script} what this one does, and has a {@link Replier} enact it. A command waits until the one before it has been
 * answered, whatever the client pipelines.
 *
 * <p>All on the connection's event loop. On the main path: {@link CommandParser#parse}, {@link Session#propose},
 * {@link Script#decide}, then journal and reply.
 *
 * <p>Longer than a class should be: what can stand by itself does ({@link Inbox}, {@link Outbox}, {@link Decider}, {@link
 * Reception}, {@link Handshake}, {@link Silence}, {@link Farewell}); what is left is the one state that tells
 * whether the client's next command may be taken, and every event of the connection that changes it.
 */
final class SessionDriver extends ChannelInboundHandlerAdapter
        implements Replier.Consequences, Reception.Conversation, Connection {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDriver.class);

    /** For what the client's next command waits, besides the wire. */
    private enum Waiting {
        NOTHING,
        /** The handshake, or the certificate that is minted for it. */
        TLS,
        /** The user's script, on a worker. */
        SCRIPT
    }

    private final Endpoint endpoint;
    private final String listener;
    private final Security security;
    private final Tap tap;
    private final Inbox inbox = new Inbox(this::record);

    private int id;
    private ChannelHandlerContext context;
    private Session session;
    private ChannelWire wire;
    private Farewell farewell;
    private Handshake handshake;
    private Silence silence;
    private Patience patience;
    private Outbox outbox;
    private Decider decider;
    private Reception reception;
    private Waiting waiting = Waiting.NOTHING;
    private boolean pumping;
    /** Not an octet may be read before the handler is in. */
    private boolean handshakeDue;

    /** What a rule wants in the handshake's place. */
    private @Nullable TlsFault tlsFault;

    private int number;
    private boolean lastAnswer;
    private boolean silenceAnswered;
    private @Nullable How how;
    private boolean finished;

    @SuppressWarnings("NullAway.Init") // the rest is set by handlerAdded, before anything else
    SessionDriver(Endpoint endpoint, String listener, Security security, Tap tap) {
        this.endpoint = endpoint;
        this.listener = listener;
        this.security = security;
        this.tap = tap;
    }

    // The connection's life.

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        InetSocketAddress client = (InetSocketAddress) added.channel().remoteAddress();
        String address = client.getAddress().getHostAddress();
        id = endpoint.recorder().newSession();
        number = endpoint.run().newSession();
        Stamp stamp = new Stamp(endpoint.run().seed(), number, endpoint.clock());
        session = new Session(listener, address, stamp);
        wire = new ChannelWire(added, tap, this::pump, this::end);
        farewell = new Farewell(added, tap);
        handshake = new Handshake(endpoint, added, tap);
        outbox = new Outbox(wire::write, this::record);
        decider = new Decider(endpoint, added.executor(), id);
        patience = new Patience(added.executor(), endpoint.limits(), this::tried);
        reception = new Reception(this, endpoint, added.executor(), session, inbox, decider, patience);
        silence = new Silence(added.executor(), endpoint.run()::silences, this::silent);
        record(new Event.SessionOpened(listener, address + ":" + client.getPort(), security));
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        patience.start();
        silence.restart();
        if (security != Security.TLS) {
            greet();
        }
    }

    private void greet() {
        answer(session.proposeGreeting(profile()));
        pump();
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        ByteBuf octets = (ByteBuf) message;
        silenceAnswered = false;
        patience.heard();
        silence.restart();
        if (wire.silent()) {
            inbox.refuse(octets, "nobody reads them any more");
            return;
        }
        inbox.add(reading.alloc(), octets);
        pump();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            handshakeDone(done);
        }
        triggered.fireUserEventTriggered(event);
    }

    /** The client keeps us waiting, and does not itself wait for us. A silence is answered once. */
    private void tried(Patience.Tried what) {
        if (finished || isWaiting() || wire.busy()) {
            return;
        }
        if (what != Patience.Tried.SILENCE) {
            tooSlow(what);
        } else if (!silenceAnswered) {
            silenceAnswered = true;
            answer(session.proposeIdle(profile()), silence(endpoint.limits().silence()));
        }
        context.flush();
    }

    /** A limit that no rule can lift. */
    private void tooSlow(Patience.Tried what) {
        boolean line = what == Patience.Tried.LINE;
        Duration limit = line ? endpoint.limits().line() : endpoint.limits().message();
        record(new Event.LimitReached(
                line ? "line" : "message",
                "the client did not come to the end of its " + (line ? "line" : "message") + " within "
                        + limit.toSeconds() + " s"));
        enact(session.proposeTooSlow(profile()), profile(), Decision.NONE);
    }

    /** The client has been silent for as long as a rule asks; whether a rule has acted. */
    private boolean silent(Duration since) {
        if (finished || wire.busy()) {
            return true;
        }
        Occasion occasion = new Occasion(session, profile(), session.proposeIdle(profile()), silence(since));
        Decision decision = decider.rules(occasion);
        boolean acts = !decision.actions().isEmpty();
        if (acts) {
            silenceAnswered = true;
            enact(occasion.proposal(), occasion.profile(), decision);
            context.flush();
        }
        return acts;
    }

    private Circumstances silence(Duration since) {
        return new Circumstances("", false, number, since, null, 0);
    }

    /** The client reads again: what it pipelined can be answered. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (!finished) {
            pump();
        }
        changed.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (TlsFailures.isTls(cause)) {
            // Not its message: Netty's tells the octets that came, a password maybe.
            LOG.debug("session {}: {}", id, cause.getClass().getName());
            tlsBroken(cause);
        } else if (cause instanceof IOException) {
            how = how == null ? How.CLIENT_RESET : how;
            LOG.debug("session {}: {}", id, cause.toString());
        } else {
            how = how == null ? How.SERVER_CLOSED : how;
            LOG.error("session {} failed; this is a defect of norelay's", id, cause);
        }
        caught.close();
    }

    /** A failed handshake is told by its own event; this is for what breaks afterwards. */
    private void tlsBroken(Throwable cause) {
        if (session.tls().isPresent() && !finished && how == null) {
            how = How.TLS_FAILED;
            record(TlsFailures.explain(cause, tap));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        inbox.discard("the connection ended before they were obeyed");
        finish(how == null ? How.CLIENT_CLOSED : how);
        wire.gone();
        patience.cancel();
        silence.cancel();
        inbox.release();
        reception.drop();
        inactive.fireChannelInactive();
    }

    private void finish(How ended) {
        record(new Event.SessionClosed(ended));
        finished = true;
        decider.over(session);
    }

    /** Nothing comes behind a session's end. */
    @Override
    public void record(Event event) {
        if (!finished) {
            endpoint.recorder().record(id, event);
        }
    }

    @Override
    public ServerProfile profile() {
        return endpoint.run().profile(listener);
    }

    // Reading.

    @Override
    public int number() {
        return number;
    }

    @Override
    public boolean isOver() {
        return finished;
    }

    @Override
    public void goOn() {
        pump();
    }

    /** Takes what has come, command by command, as far as answers allow. */
    private void pump() {
        if (pumping) {
            return; // a flush within has made the connection writable
        }
        pumping = true;
        boolean more = true;
        while (more && mayAnswer()) {
            more = reception.isDue() ? reception.take() : takeLine();
            if (!context.channel().isWritable()) {
                context.flush();
            }
        }
        pumping = false;
        context.flush();
        if (wire.silent()) {
            inbox.discard("nobody reads them any more");
        }
        boolean full = inbox.isFull() || reception.isFull();
        boolean untouched = handshakeDue && !wire.silent();
        tap.wantReading(!full && !untouched);
    }

    /** Whether the next command may be taken: not while one is being answered, nor for a client that does not read. */
    private boolean mayAnswer() {
        return !isWaiting() && !wire.busy() && context.channel().isWritable();
    }

    private boolean isWaiting() {
        return waiting != Waiting.NOTHING || reception.waitsForFile();
    }

    private boolean takeLine() {
        Command command =
                inbox.next(session.awaitsAuthResponse(), profile().policy().bareNewline());
        if (command == null) {
            if (inbox.inLine()) {
                patience.begins(Patience.Tried.LINE);
            }
            return false;
        }
        patience.ends();
        lastAnswer = command instanceof Command.Malformed malformed
                && malformed.error().losesFraming();
        if (command instanceof Command.Bdat announced) {
            reception.begin(announced);
            return true;
        }
        answer(session.propose(command, profile()));
        return true;
    }

    // Answering.

    /** Where nobody is asked, nothing is made to ask with. */
    @Override
    public void answer(Proposal proposal) {
        Circumstances so = decider.asks(proposal.moment())
                ? new Circumstances(inbox.line(), inbox.pipelined(), number, Duration.ZERO, null, 0)
                : Circumstances.NONE;
        answer(proposal, so);
    }

    @Override
    public void answer(Proposal proposal, Circumstances circumstances) {
        if (proposal.login() != null && !session.hasToldFailure()) {
            record(new Event.LoginTried(proposal.login()));
        }
        ServerProfile profile = profile();
        if (!decider.asks(proposal.moment())) {
            enact(proposal, profile, Decision.NONE);
            return;
        }
        Occasion occasion = new Occasion(session, profile, proposal, circumstances);
        if (!decider.isSlow()) {
            enact(proposal, profile, decider.rules(occasion));
            return;
        }
        waiting = Waiting.SCRIPT;
        decider.script(occasion, actions -> {
            waiting = Waiting.NOTHING;
            if (!finished) {
                enact(proposal, profile, new Decision(actions, null));
                pump();
            }
        });
    }

    private void enact(Proposal proposal, ServerProfile profile, Decision decision) {
        noteTlsFault(proposal.moment(), decision.actions());
        new Replier(session, profile, proposal, wire, this, decision.rule()).enact(decision.actions());
        if (waiting != Waiting.SCRIPT) {
            reception.forgetWhatIsOver();
        }
        if (lastAnswer) {
            wire.end(Ending.CLOSE);
        }
    }

    @Override
    public void say(Event entry, byte[] octets) {
        inbox.replied();
        patience.heard(); // from now on it is the client's turn
        outbox.say(entry, octets);
    }

    @Override
    public void send(Event entry, Octets octets) {
        outbox.send(entry, octets);
    }

    @Override
    public void hold() {
        outbox.hold();
    }

    @Override
    public void become(Action.Become become) {
        endpoint.phases().become(become, context.executor());
    }

    @Override
    public void enacted(Event.FaultEnacted fault) {
        record(fault);
    }

    @Override
    public void deliver(boolean keep) {
        Transaction transaction = session.transaction().orElse(null);
        MessageContent octets = keep ? reception.handOver() : null;
        if (transaction != null && octets != null) { // else a script said yes to something that was never there
            Message message =
                    new Message(id, endpoint.clock().instant(), session.user().orElse(""), transaction, octets);
            record(new Event.MessageTaken(message));
        }
    }

    @Override
    public void quit() {
        how = how == null ? How.QUIT : how;
        wire.end(Ending.CLOSE);
    }

    @Override
    public void hangUp(Moment moment) {
        how = how == null && moment == Moment.IDLE ? How.IDLE : how;
        wire.end(Ending.CLOSE);
    }

    // TLS.

    @Override
    public void startTls(Runnable answer) {
        waiting = Waiting.TLS;
        handshakeDue = true;
        tap.wantReading(false); // the client's first record must meet the handler
        answer.run();
        // RFC 3207 §4.2: it is not obeyed (CVE-2011-0411 and its many siblings).
        inbox.discard("plaintext behind STARTTLS (RFC 3207)");
    }

    @Override
    public void shakeHands() {
        handshake.prepare((tls, failure) -> {
            if (tls == null) {
                noCertificate(failure);
            } else if (!finished) {
                beginTls(tls);
            }
        });
    }

    /** TLS from the first octet on. Called when the connection is registered, before it is active. */
    void startImplicitTls() {
        waiting = Waiting.TLS;
        tap.wantReading(false);
        shakeHands();
    }

    /** The handshake is due; where there are rules for that moment, they may come before it, or make it never come. */
    private void beginTls(SslContext tls) {
        if (endpoint.run().hasRules(Moment.TLS)) {
            handshakeDue = true;
            tap.wantReading(false); // the client's first record must meet the handler
            context.flush();
            Circumstances due = new Circumstances("", false, number, Duration.ZERO, null, 0);
            Occasion occasion = new Occasion(session, profile(), session.proposeNothing(Moment.TLS), due);
            enact(occasion.proposal(), occasion.profile(), decider.rules(occasion));
        }
        wire.then(() -> {
            handshakeDue = false;
            inbox.discard("plaintext behind STARTTLS (RFC 3207)"); // what came while the 220 left in pieces
            TlsFault spoiling = tlsFault == null ? endpoint.tls().fault(listener) : tlsFault;
            if (spoiling == null) {
                handshake.begin(tls);
            } else {
                handshake.spoil(spoiling, this::spoilt, farewell);
            }
            context.flush();
            tap.wantReading(true);
        });
        if (wire.silent()) {
            tap.wantReading(true); // to see the client's end
        }
    }

    /** What is asked for at the handshake itself has the last word. */
    private void noteTlsFault(Moment moment, List<Action> actions) {
        if (moment == Moment.STARTTLS) {
            tlsFault = null;
        }
        for (Action action : actions) {
            boolean due = moment == Moment.STARTTLS || moment == Moment.TLS;
            if (due && action instanceof Action.StartTlsWith with) {
                tlsFault = with.fault();
            }
        }
    }

    /** What becomes of a handshake that the server spoils. */
    private void spoilt(Event event) {
        if (event instanceof Event.TlsFailed && !finished && (how == null || how == How.CLIENT_RESET)) {
            how = How.TLS_FAILED;
        }
        record(event);
    }

    private void noCertificate(@Nullable Throwable failure) {
        how = How.SERVER_CLOSED;
        LOG.error("session {}: no certificate could be minted", id, failure);
        tap.close();
    }

    private void handshakeDone(SslHandshakeCompletionEvent done) {
        if (finished || (how != null && how != How.CLIENT_RESET)) {
            return; // our own doing
        }
        if (!done.isSuccess()) {
            how = How.TLS_FAILED;
            if (done.cause() instanceof SslHandshakeTimeoutException) {
                long limit = endpoint.limits().handshake().toSeconds();
                record(new Event.LimitReached("handshake", "it was not done within " + limit + " s"));
            }
            inbox.refuse(Unpooled.wrappedBuffer(TlsFailures.plaintext(done.cause())), "they are no TLS handshake");
            record(TlsFailures.explain(done.cause(), tap));
            return;
        }
        SSLSession tls = context.pipeline().get(SslHandler.class).engine().getSession();
        record(new Event.TlsStarted(tls.getProtocol(), tls.getCipherSuite()));
        session.tlsStarted(tls.getProtocol());
        waiting = Waiting.NOTHING;
        if (security == Security.TLS) {
            greet();
        } else {
            pump();
        }
    }

    // The end.

    private void end(Ending ending) {
        how = how(ending);
        if (ending == Ending.CLOSE || ending == Ending.CUT) {
            boolean quit = how == How.QUIT && inbox.isEmpty();
            inbox.discard("they came behind the end");
            finish(how);
            if (quit) {
                context.flush();
                context.close();
                return;
            }
        }
        farewell.say(ending);
    }

    private How how(Ending ending) {
        return switch (ending) {
            case RESET -> How.SERVER_RESET;
            case CUT -> How.SERVER_CUT;
            case HALF_CLOSE -> How.SERVER_HALF_CLOSED;
            case CLOSE -> how == null ? How.SERVER_CLOSED : how;
        };
    }

    @Override
    public void shutDown() {
        context.executor().execute(() -> {
            if (!finished) {
                how = How.SHUTDOWN;
                if (!isWaiting() && !wire.busy()) {
                    Reply words = session.proposeShutdown(profile()).reply();
                    wire.whole();
                    say(new Event.ReplySent(Moment.ANY, words, null, false), words.octets());
                }
                finish(How.SHUTDOWN);
                wire.gone();
            }
            farewell.closeSoon();
        });
    }
}
