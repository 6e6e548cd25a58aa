package dev.norelay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.bench.load.Client;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peers;
import dev.norelay.bench.peer.ServerProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the bench has not rotted: its servers serve in processes of their own. It measures nothing. */
class SmokeTest {
    private static final List<String> SMALL = List.of("-Xmx64m");

    @ParameterizedTest
    @CsvSource({"norelay, ''", "N, nio", "K, nio"})
    void aServerTakesAMessage(String peer, String variant) throws IOException {
        JvmPeer jvm = (JvmPeer) Peers.named(peer);
        try (ServerProcess server = ServerProcess.start(jvm.command(SMALL, variant))) {
            try (Client client = new Client(server.port())) {
                client.send(Client.text(4096));
                client.quit();
            }
            assertThat(server.cpuMicros()).isPositive();
            assertThat(server.residentKib()).isPositive();
            assertThat(Long.parseLong(server.ask("heap"))).isPositive();
        }
    }
}
