package dev.norelay.wire;

import dev.norelay.fault.Ending;
import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.session.Circumstances;
import dev.norelay.session.Occasion;
import dev.norelay.session.Proposal;
import dev.norelay.session.Script;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.session.Stamp;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one session: reads commands one by one, asks the {@link Session} what a correct server would answer and the
 * {@link Script} what this one does, and has a {@link Replier} enact it. A command waits until the one before it has been
 * answered, whatever the client pipelines.
 *
 * <p>All on the connection's event loop. On the main path: {@link CommandParser#parse}, {@link Session#propose},
 * {@link Script#decide}, then journal and reply. What is not on it stands by itself: {@link Reception} of messages, {@link
 * Securing} by TLS, {@link IdleMoments}, and the {@link Farewell}.
 */
final class SessionDriver extends ChannelInboundHandlerAdapter implements Conversation, Connection {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDriver.class);

    private final Endpoint endpoint;
    private final String listener;
    private final Security security;
    private final Tap tap;

    private ChannelHandlerContext context;
    private SessionRecorder recorder;
    private Session session;
    private Inbox inbox;
    private ChannelWire wire;
    private Proposer proposer;
    private Decider decider;
    private IdleMoments idle;
    private Outbox outbox;
    private Reception reception;
    private Securing securing;
    private Farewell farewell;
    private Means means;
    private int number;
    private boolean scriptAsked;
    private boolean pumping;
    private boolean lastAnswer;

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
        recorder = new SessionRecorder(endpoint.recorder());
        number = endpoint.run().newSession();
        Stamp stamp = new Stamp(endpoint.run().seed(), number, endpoint.clock());
        session = new Session(listener, address, stamp);
        inbox = new Inbox(recorder);
        wire = new ChannelWire(added, tap, this::pump, this::end);
        proposer = new Proposer(added, endpoint.workers(), session);
        decider = new Decider(endpoint, added.executor(), recorder.session());
        idle = new IdleMoments(this, endpoint, added, session, wire, recorder);
        Patience patience = idle.patience();
        outbox = new Outbox(wire, recorder, inbox, patience);
        reception = new Reception(this, endpoint, added.executor(), session, inbox, decider, patience, recorder);
        farewell = new Farewell(added, tap);
        securing = new Securing(this, endpoint, listener, added, tap, inbox, wire, farewell, recorder);
        means = new Means(
                wire,
                outbox,
                recorder,
                reception,
                securing,
                become -> endpoint.phases().become(become, added.executor()));
        recorder.record(new Event.SessionOpened(listener, address + ":" + client.getPort(), security));
    }

    /** TLS from the first octet on. Called when the connection is registered, before it is active. */
    void startImplicitTls() {
        securing.startAtOnce();
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        idle.begin();
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
        idle.heard();
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
            securing.done(done);
        }
        triggered.fireUserEventTriggered(event);
    }

    /** The client reads again: what it pipelined can be answered. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (!recorder.isClosed()) {
            pump();
        }
        changed.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        int id = recorder.session();
        if (TlsFailures.isTls(cause)) {
            // Not its message: Netty's tells the octets that came, a password maybe.
            LOG.debug("session {}: {}", id, cause.getClass().getName());
            if (session.tls().isPresent()) {
                securing.broken(cause); // a failed handshake is told by its own event
            }
        } else if (cause instanceof IOException) {
            recorder.endsUnlessItDoes(How.CLIENT_RESET);
            LOG.debug("session {}: {}", id, cause.toString());
        } else {
            recorder.endsUnlessItDoes(How.SERVER_CLOSED);
            LOG.error("session {} failed; this is a defect of norelay's", id, cause);
        }
        caught.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        inbox.discard("the connection ended before they were obeyed");
        finish(How.CLIENT_CLOSED);
        wire.gone();
        idle.cancel();
        inbox.release();
        reception.drop();
        inactive.fireChannelInactive();
    }

    private void finish(How otherwise) {
        recorder.close(otherwise);
        decider.over(session);
    }

    // Reading.

    @Override
    public ServerProfile profile() {
        return endpoint.run().profile(listener);
    }

    @Override
    public int number() {
        return number;
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
        tap.wantReading(!full && !securing.holdsReading());
    }

    /** Whether the next command may be taken: not while one is being answered, nor for a client that does not read. */
    private boolean mayAnswer() {
        return !isWaiting() && !wire.busy() && context.channel().isWritable();
    }

    @Override
    public boolean isWaiting() {
        return scriptAsked || proposer.isBusy() || securing.isUnderWay() || reception.waitsForFile();
    }

    private boolean takeLine() {
        Command command =
                inbox.next(session.awaitsAuthResponse(), profile().policy().bareNewline());
        if (command == null) {
            if (inbox.inLine()) {
                idle.patience().begins(Patience.Tried.LINE);
            }
            return false;
        }
        idle.patience().ends();
        lastAnswer = command instanceof Command.Malformed malformed
                && malformed.error().losesFraming();
        if (command instanceof Command.Bdat announced) {
            reception.begin(announced);
            return true;
        }
        if (proposer.isSlow(command)) {
            proposer.propose(command, profile(), this::proposed);
        } else {
            answer(session.propose(command, profile()));
        }
        return true;
    }

    private void proposed(Proposal proposal) {
        if (!recorder.isClosed()) {
            answer(proposal);
            pump();
        }
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
            recorder.record(new Event.LoginTried(proposal.login()));
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
        scriptAsked = true;
        decider.script(occasion, actions -> {
            scriptAsked = false;
            if (!recorder.isClosed()) {
                enact(proposal, profile, new Decision(actions, null));
                pump();
            }
        });
    }

    @Override
    public void answerAsProposed(Proposal proposal) {
        enact(proposal, profile(), Decision.NONE);
    }

    @Override
    public boolean obeyRules(Proposal proposal, Circumstances circumstances) {
        Occasion occasion = new Occasion(session, profile(), proposal, circumstances);
        Decision decision = decider.rules(occasion);
        boolean acts = !decision.actions().isEmpty();
        if (acts) {
            enact(proposal, occasion.profile(), decision);
        }
        return acts;
    }

    @Override
    public Circumstances silence(Duration since) {
        return new Circumstances("", false, number, since, null, 0);
    }

    private void enact(Proposal proposal, ServerProfile profile, Decision decision) {
        proposer.note(proposal);
        securing.note(proposal.moment(), decision.actions());
        new Replier(session, profile, proposal, means, decision.rule()).enact(decision.actions());
        if (!scriptAsked) {
            reception.forgetWhatIsOver();
        }
        if (lastAnswer) {
            wire.end(Ending.CLOSE);
        }
    }

    @Override
    public void tlsDue() {
        obeyRules(session.proposeNothing(Moment.TLS), silence(Duration.ZERO));
    }

    @Override
    public void tlsStarted(String version) {
        session.tlsStarted(version);
        if (security == Security.TLS) {
            greet();
        } else {
            pump();
        }
    }

    // The end.

    private void end(Ending ending) {
        switch (ending) {
            case RESET -> recorder.ends(How.SERVER_RESET);
            case CUT -> recorder.ends(How.SERVER_CUT);
            case HALF_CLOSE -> recorder.ends(How.SERVER_HALF_CLOSED);
            case CLOSE -> recorder.endsUnlessItDoes(How.SERVER_CLOSED);
        }
        if (ending == Ending.CLOSE || ending == Ending.CUT) {
            boolean quit = recorder.endsWithQuit() && inbox.isEmpty();
            inbox.discard("they came behind the end");
            finish(How.SERVER_CLOSED);
            if (quit) {
                context.flush();
                context.close();
                return;
            }
        }
        farewell.say(ending);
    }

    @Override
    public void shutDown() {
        context.executor().execute(() -> {
            if (!recorder.isClosed()) {
                recorder.ends(How.SHUTDOWN);
                if (!isWaiting() && !wire.busy()) {
                    Reply words = session.proposeShutdown(profile()).reply();
                    wire.whole();
                    outbox.say(new Event.ReplySent(Moment.ANY, words, null, false), words.octets());
                }
                finish(How.SHUTDOWN);
                wire.gone();
            }
            farewell.closeSoon();
        });
    }
}
