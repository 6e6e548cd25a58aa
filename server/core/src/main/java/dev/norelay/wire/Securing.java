package dev.norelay.wire;

import dev.norelay.fault.TlsFault;
import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection's way into TLS, from STARTTLS or from its first octet on: while it is {@linkplain #isUnderWay under way} no
 * command is taken. On the connection's event loop.
 */
final class Securing {
    private static final Logger LOG = LoggerFactory.getLogger(Securing.class);
    private static final String BEHIND_STARTTLS = "plaintext behind STARTTLS (RFC 3207)";

    private final Conversation conversation;
    private final Endpoint endpoint;
    private final String listener;
    private final ChannelHandlerContext context;
    private final Tap tap;
    private final Inbox inbox;
    private final ChannelWire wire;
    private final Farewell farewell;
    private final SessionRecorder recorder;
    private final Handshake handshake;

    private boolean underWay;
    /** Not an octet may be read before the handler is in. */
    private boolean handlerDue;

    /** What a rule wants in the handshake's place. */
    private @Nullable TlsFault fault;

    Securing(
            Conversation conversation,
            Endpoint endpoint,
            String listener,
            ChannelHandlerContext context,
            Tap tap,
            Inbox inbox,
            ChannelWire wire,
            Farewell farewell,
            SessionRecorder recorder) {
        this.conversation = conversation;
        this.endpoint = endpoint;
        this.listener = listener;
        this.context = context;
        this.tap = tap;
        this.inbox = inbox;
        this.wire = wire;
        this.farewell = farewell;
        this.recorder = recorder;
        this.handshake = new Handshake(endpoint, context, tap);
    }

    /** Whether the handshake, or the certificate that is minted for it, is waited for. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Whether what the client sends must stay unread. */
    boolean holdsReading() {
        return handlerDue && !wire.silent();
    }

    /** What is asked for at the handshake itself has the last word. */
    void note(Moment moment, List<Action> actions) {
        if (moment == Moment.STARTTLS) {
            fault = null;
        } else if (moment != Moment.TLS) {
            return;
        }
        for (Action action : actions) {
            if (action instanceof Action.StartTlsWith with) {
                fault = with.fault();
            }
        }
    }

    /**
     * TLS is due behind an answer.
     *
     * @param answer says so to the client
     */
    void startTls(Runnable answer) {
        underWay = true;
        holdReading();
        answer.run();
        // RFC 3207 §4.2: it is not obeyed (CVE-2011-0411 and its many siblings).
        inbox.discard(BEHIND_STARTTLS);
    }

    /** The client's first record must meet the handler. */
    private void holdReading() {
        handlerDue = true;
        tap.wantReading(false);
    }

    /** TLS from the first octet on. Called when the connection is registered, before it is active. */
    void startAtOnce() {
        underWay = true;
        tap.wantReading(false);
        shakeHands();
    }

    /** All is done that comes before the handshake. */
    void shakeHands() {
        handshake.prepare((tls, failure) -> {
            if (tls == null) {
                noCertificate(failure);
            } else if (!recorder.isClosed()) {
                begin(tls);
            }
        });
    }

    private void noCertificate(@Nullable Throwable failure) {
        recorder.ends(How.SERVER_CLOSED);
        LOG.error("session {}: no certificate could be minted", recorder.session(), failure);
        tap.close();
    }

    /** The handshake is due; where there are rules for that moment, they may come before it, or make it never come. */
    private void begin(SslContext tls) {
        if (endpoint.run().hasRules(Moment.TLS)) {
            holdReading();
            context.flush();
            conversation.tlsDue();
        }
        wire.then(() -> {
            handlerDue = false;
            inbox.discard(BEHIND_STARTTLS); // what came while the 220 left in pieces
            TlsFault spoiling = fault == null ? endpoint.tls().fault(listener) : fault;
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

    /** What becomes of a handshake that the server spoils. */
    private void spoilt(Event event) {
        if (event instanceof Event.TlsFailed && recorder.mayEndInTls()) {
            recorder.ends(How.TLS_FAILED);
        }
        recorder.record(event);
    }

    /** The handshake has come to its end, a good one or not. */
    void done(SslHandshakeCompletionEvent end) {
        if (!recorder.mayEndInTls()) {
            return; // our own doing
        }
        if (!end.isSuccess()) {
            failed(end.cause());
            return;
        }
        SSLSession tls = context.pipeline().get(SslHandler.class).engine().getSession();
        recorder.record(new Event.TlsStarted(tls.getProtocol(), tls.getCipherSuite()));
        underWay = false;
        conversation.tlsStarted(tls.getProtocol());
    }

    private void failed(Throwable cause) {
        recorder.ends(How.TLS_FAILED);
        if (cause instanceof SslHandshakeTimeoutException) {
            long limit = endpoint.limits().handshake().toSeconds();
            recorder.record(new Event.LimitReached("handshake", "it was not done within " + limit + " s"));
        }
        inbox.refuse(Unpooled.wrappedBuffer(TlsFailures.plaintext(cause)), "they are no TLS handshake");
        recorder.record(TlsFailures.explain(cause, tap));
    }

    /** TLS breaks behind its handshake. */
    void broken(Throwable cause) {
        if (!recorder.isClosed() && !recorder.isEnding()) {
            recorder.ends(How.TLS_FAILED);
            recorder.record(TlsFailures.explain(cause, tap));
        }
    }
}
