package dev.norelay.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** SubEthaSMTP with a listener that reads messages and keeps nothing. */
public final class SubEtha extends ThreadPeer {
    @Override
    public String name() {
        return "subethasmtp";
    }

    @Override
    public String version() {
        return "SubEthaSMTP " + version("com.github.davidmoten", "subethasmtp");
    }

    /** For as many connections as any row opens. */
    static SMTPServer.Builder builder() {
        return new SMTPServer.Builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .maxConnections(20_000);
    }

    @Override
    public Running start(String variant) {
        SMTPServer server = builder().simpleMessageListener(new Reader()).build();
        server.start();
        return new Started(server);
    }

    private record Started(SMTPServer server) implements Running {
        @Override
        public int port() {
            return server.getPortAllocated();
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    private static final class Reader implements SimpleMessageListener {
        @Override
        public boolean accept(String from, String recipient) {
            return true;
        }

        @Override
        public void deliver(String from, String recipient, InputStream data) throws IOException {
            data.transferTo(OutputStream.nullOutputStream());
        }
    }
}
