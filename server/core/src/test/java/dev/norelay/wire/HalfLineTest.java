package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.journal.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client says and nobody obeys stands in the journal, however it leaves. */
class HalfLineTest {
    private static List<Event.OctetsDropped> dropped(String said) throws IOException {
        try (Norelay server = Norelay.open()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port("smtp"))) {
                socket.getInputStream().read();
                socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            }
            return server.journal().entries().stream()
                    .filter(entry -> entry.event() instanceof Event.OctetsDropped)
                    .map(entry -> (Event.OctetsDropped) entry.event())
                    .toList();
        }
    }

    @Test
    void aLineThatDoesNotEndIsKept() throws IOException {
        assertThat(dropped("EHLO client.test\r\nMAIL FROM:<alice@ex"))
                .singleElement()
                .satisfies(octets -> {
                    assertThat(octets.first()).hasToString("MAIL FROM:<alice@ex");
                    assertThat(octets.count()).isEqualTo(19);
                    assertThat(octets.reason()).isEqualTo("the connection ended before they were obeyed");
                });
    }

    @Test
    void itsSecretIsMasked() throws IOException {
        assertThat(dropped("EHLO client.test\r\nAUTH PLAIN AGFsaWNlQGV4YW1wbGUudGVzdAB"))
                .singleElement()
                .satisfies(octets -> assertThat(octets.shown()).doesNotContain("AGFsaWNl"));
    }

    @Test
    void whoLeavesBetweenLinesLeavesNothing() throws IOException {
        assertThat(dropped("EHLO client.test\r\n")).isEmpty();
    }
}
