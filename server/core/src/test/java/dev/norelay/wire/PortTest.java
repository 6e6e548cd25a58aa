package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.scenario.Listener;
import dev.norelay.scenario.yaml.Catalogue;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault that this platform cannot enact says so at the start, by name. */
class PortTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    /** One that answers whoever asks. */
    private record Answering(String name) implements Platform {
        @Override
        public boolean sharesHeldPorts() {
            return false;
        }

        @Override
        public boolean ignores(InetSocketAddress address) {
            return false;
        }
    }

    private static final Port.Listening NOBODY = new Port.Listening() {
        @Override
        public ChannelFuture listen(ServerSocketChannel bound) {
            throw new IllegalStateException("nobody listens in this test");
        }

        @Override
        public void awaitClosed() {}
    };

    private static Listener filtered(String scenario) {
        return Objects.requireNonNull(
                Catalogue.scenario(scenario).broken().server().listeners().get("smtp"));
    }

    @Test
    void anIgnoringPortIsRefusedWhereThePlatformAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            free = socket.getLocalPort();
        }
        Listener smtp = filtered("filtered-port");
        assertThatThrownBy(() -> Port.bind(smtp, HERE, free, new Answering("Mac OS X"), NOBODY))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("listener smtp cannot leave connections unanswered (fault: ignore): Mac OS X answers them"
                        + " although the queue is full; play it on Linux, or write `fault: silent`");
        try (ServerSocket again = new ServerSocket(free, 1, HERE)) {
            assertThat(again.getLocalPort()).as("nothing stays bound").isEqualTo(free);
        }
    }

    @Test
    void aPortThatCannotBeHeldNamesItsFault() throws IOException {
        Listener smtp = filtered("filtered-port");
        try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
            assertThatThrownBy(() -> Port.bind(smtp, HERE, taken.getLocalPort(), Platform.HERE, NOBODY))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot bind listener smtp (fault: ignore) to 127.0.0.1:"
                            + taken.getLocalPort() + ": the port is taken");
        }
    }

    @Test
    void aPortThatSomebodyAcceptsOnIsNotIgnored() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 50, HERE)) {
            assertThat(Platform.HERE.ignores((InetSocketAddress) listening.getLocalSocketAddress()))
                    .isFalse();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is known of Linux")
    void linuxEnactsIt() {
        Port port = Port.bind(filtered("filtered-port"), HERE, 0, Platform.HERE, NOBODY);
        try {
            assertThat(port.number()).isPositive();
        } finally {
            port.close();
        }
    }

    @Test
    void aPortThatNoLoopTakesIsToldAtOnce() throws IOException {
        Watched gone = new Watched();
        gone.loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
        Listener smtp = Objects.requireNonNull(
                Catalogue.scenario("relay-denied").broken().server().listeners().get("smtp"));
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(() -> Port.bind(smtp, HERE, free, Platform.HERE, gone))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot bind listener smtp to 127.0.0.1:" + free + ": event executor terminated");
        try (ServerSocket again = new ServerSocket(free, 1, HERE)) {
            assertThat(again.getLocalPort()).as("nothing stays bound").isEqualTo(free);
        }
    }

    /** Listens at once, as the server's loops do, after a look at what is there at that moment. */
    private static final class Watched implements Port.Listening {
        private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        private final Set<Integer> given = new HashSet<>();
        private int wanted;

        @Override
        public ChannelFuture listen(ServerSocketChannel bound) {
            return new ServerBootstrap()
                    .group(loop)
                    .channelFactory(() -> new NioServerSocketChannel(bound))
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .register();
        }

        /** The former socket is closed, and the next one not yet bound: now others ask for any port, all there are. */
        @Override
        public void awaitClosed() {
            List<ServerSocket> others = new ArrayList<>();
            try {
                for (int one = 0; one < 5_000; one++) {
                    ServerSocket other = new ServerSocket(0, 1, HERE);
                    others.add(other);
                    given.add(other.getLocalPort());
                }
                assertThat(given).doesNotContain(wanted);
                assertThatThrownBy(() -> {
                            try (ServerSocket other = new ServerSocket()) {
                                other.setReuseAddress(false);
                                other.bind(new InetSocketAddress(HERE, wanted));
                            }
                        })
                        .isInstanceOf(BindException.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                others.forEach(PortTest::close);
            }
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a port cannot be held meanwhile")
    @ValueSource(strings = {"filtered-port", "port-25-refused"})
    void nobodyTakesThePortBeforeTheRemedyOpensIt(String scenario) {
        Watched listening = new Watched();
        Port port = Port.bind(filtered(scenario), HERE, 0, Platform.HERE, listening);
        try {
            listening.wanted = port.number();
            port.become(Listener.Service.SMTP);
            assertThat(port.number()).isEqualTo(listening.wanted);
            port.become(Listener.Service.SMTP);
        } finally {
            port.close();
            listening.loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
