package dev.norelay.bench.peer;

import java.util.List;

/** Postfix's smtp-sink, which throws messages away. */
public final class SmtpSink implements Peer {
    // It chooses no port, does not say when it listens, and knows nothing of its standard input.
    private static final String SCRIPT = """
            /usr/sbin/smtp-sink $([ $UID = 0 ] && echo -u nobody) -m 20000 127.0.0.1:$1 1000 &
            until (: </dev/tcp/127.0.0.1/$1) 2>/dev/null; do kill -0 $! || exit 1; done
            echo $! $1
            cat >/dev/null
            kill $!
            """;

    @Override
    public String name() {
        return "smtp-sink";
    }

    @Override
    public String version() {
        return "smtp-sink of Postfix " + Program.output("/usr/sbin/postconf", "-d", "-h", "mail_version");
    }

    @Override
    public String transport() {
        return "epoll, one thread, C";
    }

    @Override
    public List<String> command() {
        Program.output("/usr/sbin/postconf", "-d", "-h", "mail_version");
        return Program.shell(SCRIPT, "" + Program.freePort());
    }
}
