package dev.norelay.bench.peer;

import com.dumbster.smtp.SimpleSmtpServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Dumbster, which serves one connection after the other. */
public final class Dumbster extends JvmPeer {
    @Override
    public String name() {
        return "dumbster";
    }

    @Override
    public String version() {
        return "Dumbster " + version("com.github.kirviq", "dumbster");
    }

    @Override
    public String transport() {
        return "one thread";
    }

    @Override
    public boolean servesOneAtATime() {
        return true;
    }

    @Override
    public Running start(String variant) {
        try {
            SimpleSmtpServer server = SimpleSmtpServer.start(SimpleSmtpServer.AUTO_SMTP_PORT);
            return new Running() {
                @Override
                public int port() {
                    return server.getPort();
                }

                @Override
                public void forget() {
                    server.reset();
                }

                @Override
                public void close() {
                    server.stop();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
