package dev.norelay.subethasmtp;

import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.session.Script;
import dev.norelay.session.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;

/** The script that asks the scenario's rules first and then SubEthaSMTP's handlers. On workers. */
final class Bridge implements Script {
    private final SMTPServer server;
    private final @Nullable AuthenticationHandlerFactory logins;
    private final Map<Session, ClientSession> sessions = new ConcurrentHashMap<>();

    Bridge(SMTPServer server, @Nullable AuthenticationHandlerFactory logins) {
        this.server = server;
        this.logins = logins;
    }

    @Override
    public List<Action> decide(Occasion occasion) {
        Ruling scenario = new Ruling(occasion.proposal(), occasion.rules().get());
        return sessions.computeIfAbsent(occasion.session(), this::begin).decide(occasion, scenario);
    }

    private ClientSession begin(Session session) {
        return new ClientSession(new Context(server, session.client()), logins);
    }

    @Override
    public void over(Session session) {
        ClientSession ended = sessions.remove(session);
        if (ended != null) {
            ended.over();
        }
    }
}
