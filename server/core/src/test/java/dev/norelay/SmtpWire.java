package dev.norelay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A client of a test: octets out, replies in, and how the connection ended. Blocking; whatever takes longer than ten
 * seconds fails.
 */
public final class SmtpWire implements AutoCloseable {
    private static final int MILLIS = 10_000;

    /** How a connection ended, as the client sees it. */
    public enum End {
        /** FIN, on a connection without TLS. */
        FIN,
        RESET,
        /** FIN behind a close_notify. */
        CLOSE_NOTIFY,
        /** FIN inside TLS without close_notify. */
        TRUNCATED
    }

    private final Socket socket;
    private @Nullable TlsLayer tls;

    private SmtpWire(Socket socket) {
        this.socket = socket;
    }

    /** Connects to a port of this machine. */
    public static SmtpWire connect(int port) {
        return connect(port, 0);
    }

    /** Connects with a small receive buffer: a client that does not read is soon felt. */
    public static SmtpWire connect(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
            socket.setSoTimeout(MILLIS);
            socket.setTcpNoDelay(true);
            return new SmtpWire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, TLS from the first octet on. */
    public static SmtpWire connectTls(int port, SSLContext context) throws SSLException {
        SmtpWire wire = connect(port);
        wire.startTls(context);
        return wire;
    }

    /** Waits so long for each octet, instead of ten seconds. */
    public SmtpWire patient(Duration longest) {
        try {
            socket.setSoTimeout((int) longest.toMillis());
            return this;
        } catch (SocketException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** Shakes hands. */
    public SmtpWire startTls(SSLContext context) throws SSLException {
        return startTls(context.createSSLEngine("localhost", socket.getPort()));
    }

    /** Shakes hands with an engine of the test's own. */
    public SmtpWire startTls(SSLEngine engine) throws SSLException {
        try {
            TlsLayer layer = new TlsLayer(engine, socket.getInputStream(), socket.getOutputStream());
            layer.handshake();
            tls = layer;
            return this;
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The TLS version. */
    public String tlsVersion() {
        TlsLayer layer = tls;
        return layer == null ? "none" : layer.version();
    }

    /** Sends a line with CRLF. */
    public SmtpWire send(String line) {
        return raw(line + "\r\n");
    }

    /** Sends text as it is. */
    public SmtpWire raw(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends octets as they are. */
    public SmtpWire raw(byte... octets) {
        try {
            if (tls == null) {
                socket.getOutputStream().write(octets);
            } else {
                tls.write(octets);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends octets below TLS. */
    public SmtpWire rawBelowTls(byte... octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    /** Sends a line and reads the reply, which must begin so. */
    public String ask(String line, String prefix) {
        send(line);
        return expect(prefix);
    }

    /** Reads one reply, all its lines, which must begin so. */
    public String expect(String prefix) {
        String reply = reply();
        if (!reply.startsWith(prefix)) {
            throw new AssertionError("expected " + prefix + ", got " + reply);
        }
        return reply;
    }

    /** Reads one reply, all its lines, CRLF between them. */
    public String reply() {
        StringBuilder reply = new StringBuilder();
        while (true) {
            String line = line();
            reply.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
            reply.append("\r\n");
        }
    }

    /** Reads so many octets below TLS; fewer where the connection ends before. */
    public byte[] octets(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** Reads so many octets, inside TLS where there is TLS. */
    public byte[] take(int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            int octet = read();
            if (octet < 0) {
                throw new AssertionError("the connection ended behind " + i + " of " + count + " octets");
            }
            octets[i] = (byte) octet;
        }
        return octets;
    }

    private String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = read();
            if (octet < 0) {
                throw new AssertionError("the connection ended behind \"" + line + "\"");
            }
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                if (!text.endsWith("\r")) {
                    throw new AssertionError("a line of a reply ends with LF alone: " + text);
                }
                return text.substring(0, text.length() - 1);
            }
            line.write(octet);
        }
    }

    private int read() {
        try {
            TlsLayer layer = tls;
            return layer == null ? socket.getInputStream().read() : layer.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one read below TLS brings: a segment, if the client keeps up. Empty at the end. */
    public byte[] segment() throws IOException {
        byte[] octets = new byte[64 << 10];
        return Arrays.copyOf(octets, Math.max(0, socket.getInputStream().read(octets)));
    }

    /** Reads to the end, which must come without another octet. */
    public End end() {
        int octet;
        try {
            TlsLayer layer = tls;
            octet = layer == null ? socket.getInputStream().read() : layer.read();
        } catch (SocketException reset) {
            return End.RESET;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (octet >= 0) {
            throw new AssertionError("expected the end, got " + (char) octet);
        }
        if (tls == null) {
            return End.FIN;
        }
        return tls.closeNotified() ? End.CLOSE_NOTIFY : End.TRUNCATED;
    }

    /** Whether nothing comes for so long. Below TLS. */
    public boolean isSilent(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() == Integer.MIN_VALUE; // an octet or the end: not silent
        } catch (SocketTimeoutException silence) {
            socket.setSoTimeout(MILLIS);
            return true;
        }
    }

    /** Says close_notify, and keeps the connection. */
    public void closeNotify() throws IOException {
        TlsLayer layer = tls;
        if (layer == null) {
            throw new IllegalStateException("there is no TLS to close");
        }
        layer.closeOutbound();
    }

    /** Sends FIN and can still read. */
    public SmtpWire fin() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Sends RST. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            throw new UncheckedIOException(closed);
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
