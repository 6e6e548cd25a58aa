package dev.norelay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A client's TLS over blocking streams. Unlike {@code SSLSocket} it tells whether a close_notify came. */
final class TlsLayer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final InputStream in;
    private final OutputStream out;
    /** Both are ready for reading from. */
    private final ByteBuffer records;

    private final ByteBuffer plain;

    TlsLayer(SSLEngine engine, InputStream in, OutputStream out) {
        this.engine = engine;
        this.in = in;
        this.out = out;
        this.records = ByteBuffer.allocate(64 << 10).flip();
        this.plain = ByteBuffer.allocate(64 << 10).flip();
    }

    /** Shakes hands; if the certificate is refused, the alert has left when this throws. */
    void handshake() throws IOException {
        engine.setUseClientMode(true);
        engine.beginHandshake();
        try {
            while (isHandshaking()) {
                advance();
            }
        } catch (SSLException refused) {
            sendAlert();
            throw refused;
        }
    }

    private boolean isHandshaking() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    private void advance() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> wrap(NOTHING);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                if (!unwrap()) {
                    throw new SSLException("the connection ended within the handshake");
                }
            }
            case FINISHED, NOT_HANDSHAKING -> {}
        }
    }

    private void sendAlert() throws IOException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
            wrap(NOTHING);
        }
    }

    private void wrap(ByteBuffer source) throws IOException {
        ByteBuffer sealed = ByteBuffer.allocate(32 << 10);
        engine.wrap(source, sealed);
        out.write(sealed.array(), 0, sealed.position());
    }

    /** Takes one record; false at the end of the connection or behind a close_notify. */
    private boolean unwrap() throws IOException {
        while (true) {
            plain.compact();
            SSLEngineResult result;
            try {
                result = engine.unwrap(records, plain);
            } finally {
                plain.flip();
            }
            switch (result.getStatus()) {
                case OK -> {
                    return true;
                }
                case CLOSED -> {
                    return false;
                }
                case BUFFER_UNDERFLOW -> {
                    records.compact();
                    int count = in.read(records.array(), records.position(), records.remaining());
                    records.position(records.position() + Math.max(0, count)).flip();
                    if (count < 0) {
                        return false;
                    }
                }
                case BUFFER_OVERFLOW -> throw new IllegalStateException("64 KiB are enough for any record");
            }
        }
    }

    /** One octet, or -1 at the end. */
    int read() throws IOException {
        while (!plain.hasRemaining()) {
            boolean more = unwrap();
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            }
            if (!more && !plain.hasRemaining()) {
                return -1;
            }
        }
        return plain.get() & 0xff;
    }

    void write(byte[] octets) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(octets);
        while (source.hasRemaining()) {
            wrap(source);
        }
    }

    /** Says close_notify. */
    void closeOutbound() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            wrap(NOTHING);
        }
    }

    /** Whether the server has said close_notify. */
    boolean closeNotified() {
        return engine.isInboundDone();
    }

    String version() {
        return engine.getSession().getProtocol();
    }
}
