package testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.junit5.NorelayExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModulePathTest {
    @RegisterExtension
    static final NorelayExtension smtp = NorelayExtension.scenario("stale-password");

    @Test
    void allOfNorelayIsNamed() {
        assertEquals("testkit", ModulePathTest.class.getModule().getName());
        assertEquals("dev.norelay", Norelay.class.getModule().getName());
        assertEquals("dev.norelay.junit5", NorelayExtension.class.getModule().getName());
        assertTrue(ModuleLayer.boot().findModule("dev.norelay.scenarios").isPresent());
        assertTrue(ModuleLayer.boot().findModule("io.netty.transport").isPresent());
    }

    @Test
    @WithRefusal
    void aServerSpeaksAndItsCatalogueIsFound(ClientSettings settings, Norelay server) throws IOException {
        assertEquals("relay-denied", server.scenario().name());
        try (Socket socket = new Socket(settings.host(), settings.port())) {
            assertTrue(greeting(socket).startsWith("220 "));
        }
        assertEquals(1, server.journal().sessions().size());
    }

    @Test
    void certificatesAreMinted() throws IOException {
        ClientSettings settings = smtp.server().settings();
        int port = smtp.server().port("submissions");
        try (SSLSocket socket =
                (SSLSocket) settings.sslContext().getSocketFactory().createSocket(settings.host(), port)) {
            assertTrue(greeting(socket).startsWith("220 "));
        }
    }

    private static String greeting(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
}
