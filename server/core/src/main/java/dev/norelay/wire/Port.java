package dev.norelay.wire;

import dev.norelay.scenario.Listener;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One bound port: listening, refusing (bound and not listened to, so that nobody else can take it) or ignoring (its
 * accept queue is full, so that the kernel leaves SYNs unanswered). Changed and closed by one thread at a time, never an
 * event loop.
 */
final class Port {

    /** Whose connections come in. */
    interface Listening {
        /** Begins to take connections of a socket that is bound; until then they wait in its queue. */
        ChannelFuture listen(ServerSocketChannel bound);

        /** Returns when the sockets of channels that are closed are so too: a selector keeps them until it polls. */
        void awaitClosed();
    }

    private enum Mode {
        LISTENING,
        REFUSING,
        IGNORING
    }

    /** So many connections may wait to be accepted, where the system allows as many. */
    private static final int BACKLOG = 4_096;

    /** More than any system's shortest queue holds. */
    private static final int FILLERS = 16;

    private final String name;
    private final Platform platform;
    private final Listening listening;
    private final List<Closeable> held = new ArrayList<>(3);
    /** Bound and not listened to: keeps the number while one service follows another. */
    private @Nullable Socket reservation;

    private @Nullable ChannelFuture registration;
    private @Nullable Future<Void> closing;
    private InetSocketAddress address;
    private Mode mode;
    private boolean answered;

    private Port(String name, InetSocketAddress wanted, Mode mode, Platform platform, Listening listening) {
        this.name = name;
        this.platform = platform;
        this.address = wanted;
        this.mode = mode;
        this.listening = listening;
    }

    /**
     * Binds; who connects from now on is answered, or not, as the listener is to do.
     *
     * @throws UncheckedIOException if the port is taken or may not be bound, or if this platform cannot do what the
     *     listener is to do; the message says what to do
     */
    static Port bind(Listener listener, InetAddress host, int number, Platform platform, Listening listening) {
        InetSocketAddress wanted = new InetSocketAddress(host, number);
        Port port = new Port(listener.name(), wanted, mode(listener.service()), platform, listening);
        port.open();
        return port;
    }

    private static Mode mode(Listener.Service service) {
        return switch (service) {
            case REFUSE -> Mode.REFUSING;
            case IGNORE -> Mode.IGNORING;
            case SMTP, SILENT, IMAP, HTTP -> Mode.LISTENING;
        };
    }

    int number() {
        return address.getPort();
    }

    /** Lets another service answer, on the same number. What is connected stays so. */
    void become(Listener.Service service) {
        Mode next = mode(service);
        if (next != mode) {
            answered |= mode == Mode.LISTENING;
            if (mode == Mode.REFUSING) {
                reserve();
            }
            closeSockets();
            listening.awaitClosed();
            mode = next;
            open();
            if (mode != Mode.IGNORING) {
                release();
            }
        }
    }

    /** What refuses holds the number already: from now on it shares it. */
    private void reserve() {
        if (platform.sharesHeldPorts() && held.remove(0) instanceof Socket refusing) {
            try {
                refusing.setReuseAddress(true);
            } catch (SocketException e) {
                throw new IllegalStateException("port " + address + " could not be kept", e);
            }
            reservation = refusing;
        }
    }

    private void release() {
        if (reservation != null) {
            giveUp(reservation);
            reservation = null;
        }
    }

    private void open() {
        try {
            switch (mode) {
                case LISTENING -> listen();
                case REFUSING -> refuse();
                case IGNORING -> ignore();
            }
        } catch (IOException e) {
            throw cannotBind(e);
        }
    }

    private UncheckedIOException cannotBind(IOException e) {
        close();
        String fault = switch (mode) {
            case LISTENING -> "";
            case REFUSING -> " (fault: refuse)";
            case IGNORING -> " (fault: ignore)";
        };
        String where = name + fault + " to " + address.getAddress().getHostAddress() + ":" + address.getPort();
        return new UncheckedIOException("cannot bind listener " + where + ": " + advice(e), e);
    }

    private String advice(IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("in use")) {
            return "the port is taken; give another one (" + name + "=0 takes any that is free)";
        }
        if (lower.contains("permission")) {
            return "ports below 1024 are for root; give a higher one";
        }
        if (lower.contains("assign")) {
            return address.getAddress().getHostAddress() + " is no address of this machine";
        }
        return reason;
    }

    /** On the caller's thread, which need not wait for a loop then. */
    private void listen() throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        held.add(socket);
        socket.bind(address, BACKLOG);
        held.remove(socket);
        address = (InetSocketAddress) socket.getLocalAddress();
        registration = listening.listen(socket);
        Throwable failure = registration.cause(); // known at once where no thread can be had for a loop
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /**
     * Without SO_REUSEADDR, else another listener could take the port. Where connections of the time when the port
     * answered are left, the kernel asks for it at the moment of binding.
     */
    private void refuse() throws IOException {
        Socket socket = new Socket();
        held.add(socket);
        socket.setReuseAddress(answered || reservation != null);
        socket.bind(address);
        socket.setReuseAddress(false);
        address = (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** The queue is filled until nobody is answered; who is in it stays there although the connection is closed at once. */
    private void ignore() throws IOException {
        if (reservation == null && platform.sharesHeldPorts()) {
            Socket socket = new Socket();
            reservation = socket;
            socket.setReuseAddress(true);
            socket.bind(address);
            address = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        ServerSocketChannel queue = ServerSocketChannel.open();
        held.add(queue);
        queue.bind(address, 1);
        address = (InetSocketAddress) queue.getLocalAddress();
        for (int filler = 0; filler < FILLERS; filler++) {
            if (platform.ignores(address)) {
                return;
            }
        }
        close();
        String sentence =
                "listener " + name + " cannot leave connections unanswered (fault: ignore): " + platform.name()
                        + " answers them although the queue is full; play it on Linux, or write `fault: silent`";
        throw new UncheckedIOException(sentence, new IOException("answered by " + platform.name()));
    }

    void close() {
        closeSockets();
        release();
    }

    private void closeSockets() {
        beginClosing();
        if (closing != null) {
            closing.awaitUninterruptibly(1_000);
            closing = null;
        }
    }

    /** Begins to close; {@link #close} waits for it. */
    void beginClosing() {
        if (registration != null) {
            closing = registration.awaitUninterruptibly().channel().close(); // not before it is registered
            registration = null;
        }
        held.forEach(this::giveUp);
        held.clear();
    }

    private void giveUp(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("port " + address + " could not be given up", e);
        }
    }

    @Override
    public String toString() {
        return name + " (" + address + ")";
    }
}
