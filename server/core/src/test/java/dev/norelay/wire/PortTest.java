package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.scenario.Listener;
import dev.norelay.scenario.yaml.Catalogue;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A fault that this platform cannot enact says so at the start, by name. */
class PortTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    /** One that answers whoever asks. */
    private record Answering(String name) implements Platform {
        @Override
        public boolean ignores(InetSocketAddress address) {
            return false;
        }
    }

    private static final Port.Listening NOBODY = new Port.Listening() {
        @Override
        public ChannelFuture bind(InetSocketAddress address) {
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
}
