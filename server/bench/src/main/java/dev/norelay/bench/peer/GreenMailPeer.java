package dev.norelay.bench.peer;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** GreenMail, SMTP only. */
public final class GreenMailPeer extends ThreadPeer {
    @Override
    public String name() {
        return "greenmail";
    }

    @Override
    public String version() {
        return "GreenMail " + version("com.icegreen", "greenmail");
    }

    @Override
    public Running start(String variant) {
        GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mail.start();
        return new Running() {
            @Override
            public int port() {
                return mail.getSmtp().getPort();
            }

            @Override
            public void forget() {
                try {
                    mail.purgeEmailFromAllMailboxes();
                } catch (FolderException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {
                mail.stop();
            }
        };
    }
}
