package dev.norelay.wire;

import dev.norelay.fault.Ending;
import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.Message;
import dev.norelay.session.Action;
import dev.norelay.session.Circumstances;
import dev.norelay.session.Content;
import dev.norelay.session.Occasion;
import dev.norelay.session.Policy;
import dev.norelay.session.Proposal;
import dev.norelay.session.Script;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.ContentFramer;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Reply;
import dev.norelay.smtp.ReplyCode;
import dev.norelay.smtp.SyntaxError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 */
final class SessionDriver extends ChannelInboundHandlerAdapter implements Replier.Consequences {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDriver.class);

    /** Octets of a client that waits for an answer, held in memory; beyond, its writes block. */
    private static final int MAX_WAITING = 64 << 10;
    /** How long a client's end is waited for behind ours. */
    private static final long LINGER_MILLIS = 1_000;

    private final Endpoint endpoint;
    private final String listener;
    private final Security security;
    private final Tap tap;
    private final LineReader lines = new LineReader();

    private int id;
    private ChannelHandlerContext context;
    private Session session;
    private ChannelWire wire;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    /** For TLS, a script on a worker, or a message on its way to a file. */
    private boolean waiting;

    private boolean secretExpected;
    private @Nullable ContentFramer framer;
    private @Nullable Intake intake;
    private boolean contentEnded;
    private @Nullable How how;
    private boolean finished;

    @SuppressWarnings("NullAway.Init") // the rest is set by handlerAdded and channelActive, before anything else
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
        waiting = security == Security.TLS;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        InetSocketAddress client = (InetSocketAddress) active.channel().remoteAddress();
        String address = client.getAddress().getHostAddress();
        id = endpoint.recorder().newSession();
        session = new Session(listener, address);
        wire = new ChannelWire(active, this::pump, this::end);
        record(new Event.SessionOpened(listener, address + ":" + client.getPort(), security));
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
        if (wire.silent()) {
            drop(octets, "nobody reads them any more");
            return;
        }
        received = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(reading.alloc(), received, octets);
        pump();
    }

    private void drop(ByteBuf octets, String reason) {
        if (!finished && octets.isReadable()) {
            record(dropped(octets, reason));
        }
        octets.release();
    }

    private static Event.OctetsDropped dropped(ByteBuf octets, String reason) {
        byte[] first = new byte[Math.min(256, octets.readableBytes())];
        octets.getBytes(octets.readerIndex(), first);
        return new Event.OctetsDropped(octets.readableBytes(), Octets.copyOf(first), reason);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            handshakeDone(handshake);
        } else if (event instanceof IdleStateEvent && !wire.busy()) {
            how = How.IDLE;
            answer(session.proposeIdle(profile()));
            triggered.flush();
        }
        triggered.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (TlsFailures.isTls(cause)) {
            LOG.debug("session {}: {}", id, cause.toString()); // the handshake's own event tells it
        } else if (cause instanceof IOException) {
            how = how == null ? How.CLIENT_RESET : how;
            LOG.debug("session {}: {}", id, cause.toString());
        } else {
            LOG.error("session {} failed; this is a defect of norelay's", id, cause);
        }
        caught.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        finish(how == null ? How.CLIENT_CLOSED : how);
        wire.gone();
        received.release();
        received = Unpooled.EMPTY_BUFFER;
        if (intake != null) {
            intake.drop();
            intake = null;
        }
        inactive.fireChannelInactive();
    }

    private void finish(How ended) {
        if (!finished) {
            record(new Event.SessionClosed(ended));
            finished = true;
        }
    }

    private void record(Event event) {
        endpoint.recorder().record(id, event);
    }

    private ServerProfile profile() {
        return endpoint.run().profile(listener);
    }

    // Reading.

    /** Takes what has come, command by command, as far as answers allow. */
    private void pump() {
        boolean more = true;
        while (more && !waiting && !wire.busy()) {
            more = session.awaitsContent() ? takeContent() : takeLine();
        }
        context.flush();
        boolean full = received.readableBytes() > MAX_WAITING || (intake != null && intake.full());
        context.channel().config().setAutoRead(!full);
    }

    private boolean takeLine() {
        if (TlsFailures.looksLikeHandshake(received)) {
            takeHandshake();
            return false;
        }
        boolean exchange = session.awaitsAuthResponse();
        int limit = exchange || secretExpected ? CommandParser.MAX_AUTHENTICATION_LINE : CommandParser.MAX_LINE;
        LineReader.Line line = lines.next(received, limit);
        if (line == null) {
            return false;
        }
        Command command = read(line, exchange);
        int secretFrom = Secrets.from(line.octets(), command, secretExpected);
        record(new Event.CommandReceived(line.octets(), command, secretFrom));
        secretExpected = command.moment() == Moment.AUTH;
        answer(session.propose(command, profile()));
        return true;
    }

    private Command read(LineReader.Line line, boolean exchange) {
        Moment moment = exchange ? Moment.AUTH : Moment.OTHER;
        if (line.tooLong()) {
            SyntaxError error = exchange ? SyntaxError.AUTHENTICATION_LINE_TOO_LONG : SyntaxError.LINE_TOO_LONG;
            return new Command.Malformed(moment, error, "the line is too long; it begins so");
        }
        if (line.bare() && profile().policy().bareNewline() == Policy.BareNewline.REJECT) {
            return new Command.Malformed(moment, SyntaxError.BARE_NEWLINE, "the line ends with LF alone");
        }
        byte[] octets = line.octets().toArray();
        return exchange ? CommandParser.parseAuthResponse(octets) : CommandParser.parse(octets);
    }

    /** A client that begins with TLS where plaintext is expected: it would wait for ever. */
    private void takeHandshake() {
        Octets first = dropped(received, "").first();
        received.skipBytes(received.readableBytes());
        Command command = new Command.Malformed(
                Moment.OTHER, SyntaxError.TLS_HANDSHAKE, "a TLS handshake on a port that begins in plaintext");
        record(new Event.CommandReceived(first, command, -1));
        answer(session.propose(command, profile()));
        wire.end(Ending.CLOSE);
    }

    private boolean takeContent() {
        if (framer == null || intake == null) {
            intake = new Intake(endpoint.workers(), context.executor(), this::intakeDrained);
            framer = new ContentFramer(intake);
        }
        if (contentEnded || !received.isReadable()) {
            return false;
        }
        int taken = framer.read(
                received.array(), received.arrayOffset() + received.readerIndex(), received.readableBytes());
        received.skipBytes(taken);
        if (framer.size() > profile().policy().maxSize()) {
            intake.drop(); // too large to be taken: no need to keep it
        }
        if (!framer.ended()) {
            return false;
        }
        contentEnded = true;
        if (intake.busy()) {
            waiting = true;
            return false;
        }
        endOfData(framer, intake);
        return true;
    }

    private void intakeDrained() {
        if (finished) {
            return;
        }
        if (contentEnded && waiting && framer != null && intake != null && !intake.busy()) {
            waiting = false;
            endOfData(framer, intake);
        }
        pump();
    }

    private void endOfData(ContentFramer ended, Intake taken) {
        record(new Event.ContentReceived(ended.size(), ended.bareNewline()));
        Content content = new Content(ended.size(), ended.bareNewline(), taken.stored(), Octets.copyOf(new byte[0]));
        answer(session.proposeEndOfData(content, profile()));
    }

    // Answering.

    private void answer(Proposal proposal) {
        if (proposal.login() != null) {
            record(new Event.LoginTried(proposal.login()));
        }
        ServerProfile profile = profile();
        Occasion occasion = new Occasion(session, profile, proposal, Circumstances.NONE);
        Script script = endpoint.script();
        if (script == null) {
            enact(occasion, endpoint.run().decide(occasion));
            return;
        }
        waiting = true;
        endpoint.workers().execute(() -> {
            List<Action> actions = decide(script, occasion);
            context.executor().execute(() -> {
                waiting = false;
                if (!finished) {
                    enact(occasion, actions);
                    pump();
                }
            });
        });
    }

    /** A script that throws must not pass for a server that refuses: the client hears 451, and the log says why. */
    private List<Action> decide(Script script, Occasion occasion) {
        try {
            return script.decide(occasion);
        } catch (RuntimeException e) {
            LOG.error(
                    "the script failed at {} of session {}",
                    occasion.proposal().moment().id(),
                    id,
                    e);
            return List.of(new Action.Say(Reply.of(ReplyCode.LOCAL_ERROR_451, "4.3.0 The script failed: " + e)));
        }
    }

    private void enact(Occasion occasion, List<Action> actions) {
        new Replier(session, occasion.profile(), occasion.proposal(), wire, this).enact(actions);
        if (occasion.proposal().moment() == Moment.END_OF_DATA) {
            if (intake != null) {
                intake.drop();
            }
            intake = null;
            framer = null;
            contentEnded = false;
        }
    }

    @Override
    public void write(Event.ReplySent reply) {
        record(reply); // before the octets leave
        context.write(Unpooled.wrappedBuffer(reply.reply().octets()), context.voidPromise());
    }

    @Override
    public void enacted(Event.FaultEnacted fault) {
        record(fault);
    }

    @Override
    public void deliver(boolean keep) {
        Transaction transaction = session.transaction().orElse(null);
        if (transaction == null || intake == null || !keep) {
            return; // a script said yes to something that was never there, or wants nothing kept
        }
        Message message = new Message(
                id,
                endpoint.clock().instant(),
                session.user().orElse(""),
                transaction.reversePath(),
                transaction.forwardPaths(),
                intake.content());
        intake = null; // the message owns the octets now
        record(new Event.MessageTaken(message));
    }

    @Override
    public void quit() {
        how = how == null ? How.QUIT : how;
        wire.end(Ending.CLOSE);
    }

    // TLS.

    @Override
    public void startTls(Reply reply, boolean scripted) {
        waiting = true;
        endpoint.tls()
                .context()
                .whenComplete((ssl, failure) -> onLoop(() -> {
                    if (failure != null) {
                        LOG.error("session {}: no certificate could be minted", id, failure);
                        tap.close();
                        return;
                    }
                    write(new Event.ReplySent(Moment.STARTTLS, reply, null, scripted));
                    discardPlaintext();
                    // RFC 3207 §4: the handler is in before the 220 leaves; its first flush still goes in the clear.
                    context.pipeline().addBefore(context.name(), "tls", handler(ssl, true));
                    context.flush();
                }));
    }

    /** TLS from the first octet on. Called when the connection is registered, before it is active. */
    void startImplicitTls() {
        context.channel().config().setAutoRead(false);
        endpoint.tls()
                .context()
                .whenComplete((ssl, failure) -> onLoop(() -> {
                    if (failure != null) {
                        LOG.error("session {}: no certificate could be minted", id, failure);
                        tap.close();
                        return;
                    }
                    context.pipeline().addBefore(context.name(), "tls", handler(ssl, false));
                    context.channel().config().setAutoRead(true);
                }));
    }

    private SslHandler handler(SslContext ssl, boolean startTls) {
        SslHandler handler = new SslHandler(ssl.newEngine(context.alloc()), startTls);
        handler.setHandshakeTimeout(endpoint.idle().toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }

    private void onLoop(Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
        } else {
            context.executor().execute(() -> {
                if (!finished) {
                    task.run();
                }
            });
        }
    }

    /** RFC 3207 §4.2: what came in the clear behind STARTTLS is not obeyed (CVE-2011-0411 and its many siblings). */
    private void discardPlaintext() {
        if (received.isReadable()) {
            record(dropped(received, "plaintext behind STARTTLS (RFC 3207)"));
            received.skipBytes(received.readableBytes());
        }
    }

    private void handshakeDone(SslHandshakeCompletionEvent handshake) {
        if (finished || how != null) {
            return; // our own doing
        }
        if (!handshake.isSuccess()) {
            how = How.TLS_FAILED;
            record(TlsFailures.explain(handshake.cause(), tap));
            return;
        }
        SSLSession tls = context.pipeline().get(SslHandler.class).engine().getSession();
        record(new Event.TlsStarted(tls.getProtocol(), tls.getCipherSuite()));
        session.tlsStarted(tls.getProtocol());
        waiting = false;
        if (security == Security.TLS) {
            greet();
        } else {
            pump();
        }
    }

    // The end.

    private void end(Ending ending) {
        switch (ending) {
            case RESET -> {
                how = How.SERVER_RESET;
                context.flush();
                tap.reset();
            }
            case CUT -> afterFlush(How.SERVER_CUT, false);
            case HALF_CLOSE -> {
                how = How.SERVER_HALF_CLOSED;
                shutdownOutput(true);
            }
            case CLOSE -> {
                if (how == How.QUIT && !received.isReadable()) {
                    finish(How.QUIT);
                    context.flush();
                    context.close();
                } else {
                    afterFlush(how == null ? How.SERVER_CLOSED : how, true);
                }
            }
        }
    }

    /** Closes when the client has; closing at once could reset the connection under a reply that is still unread. */
    private void afterFlush(How ended, boolean polite) {
        how = ended;
        shutdownOutput(polite);
        finish(ended);
        context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void shutdownOutput(boolean polite) {
        Optional<SslHandler> tls = Optional.ofNullable(context.pipeline().get(SslHandler.class));
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (polite && tls.isPresent()) {
                tls.get().closeOutbound().addListener(notified -> tap.shutdownOutput());
            } else {
                tap.shutdownOutput();
            }
        });
    }

    /** The server goes down: says 421 where it can, and closes. Any thread. */
    void shutDown() {
        context.executor().execute(() -> {
            if (finished) {
                context.close();
                return;
            }
            how = How.SHUTDOWN;
            if (!waiting && !wire.busy()) {
                Proposal proposal = session.proposeShutdown(profile());
                write(new Event.ReplySent(Moment.ANY, proposal.reply(), null, false));
            }
            finish(How.SHUTDOWN);
            context.flush();
            context.close();
        });
    }
}
