package dev.norelay.subethasmtp;

import dev.norelay.session.Action;
import dev.norelay.session.Content;
import dev.norelay.session.Effect;
import dev.norelay.session.Occasion;
import dev.norelay.session.Session;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.internal.io.ReceivedHeaderStream;

/** One client's session, for the handlers. Asked for one decision at a time, on changing workers. */
final class ClientSession {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

    private final Context context;
    private final Login login;
    /** Of the open transaction. */
    private @Nullable MessageHandler handler;

    ClientSession(Context context, @Nullable AuthenticationHandlerFactory logins) {
        this.context = context;
        this.login = new Login(context, logins);
    }

    synchronized List<Action> decide(Occasion occasion, Ruling scenario) {
        context.helo(occasion.session().helo().orElse(null));
        if (occasion.proposal().moment() == Moment.AUTH) {
            return login.decide(occasion, scenario);
        }
        if (!scenario.accepts()) {
            if (occasion.proposal().moment() == Moment.END_OF_DATA) {
                end(); // RFC 5321 §4.1.1.4: the transaction is over, whatever the answer
            }
            return scenario.actions();
        }
        return carryOut(occasion, scenario);
    }

    private List<Action> carryOut(Occasion occasion, Ruling scenario) {
        Effect effect = occasion.proposal().effect();
        if (effect instanceof Effect.BeginTransaction begin) {
            return begin(begin.reversePath(), scenario);
        }
        if (effect instanceof Effect.AddRecipient add) {
            return Asking.answer(scenario, () -> recipient(add.forwardPath()));
        }
        if (effect instanceof Effect.Deliver) {
            List<Action> answer = Asking.answer(scenario, () -> data(occasion));
            end();
            return answer;
        }
        if (effect instanceof Effect.StartTls) {
            login.forget(); // RFC 3207 §4.2
        }
        if (endsTransaction(effect)) {
            end();
        }
        return scenario.actions();
    }

    private static boolean endsTransaction(Effect effect) {
        return effect instanceof Effect.Reset
                || effect instanceof Effect.Greet
                || effect instanceof Effect.StartTls
                || effect instanceof Effect.Quit;
    }

    private List<Action> begin(Path reversePath, Ruling scenario) {
        end();
        List<Action> answer = Asking.answer(scenario, () -> {
            MessageHandler made =
                    context.getSMTPServer().getMessageHandlerFactory().create(context);
            handler = made;
            made.from(reversePath.text());
            return null;
        });
        if (answer != scenario.actions()) {
            end(); // it has refused: there is no transaction
        }
        return answer;
    }

    private @Nullable String recipient(Path forwardPath) throws RejectException {
        open().recipient(forwardPath.text());
        return null;
    }

    private @Nullable String data(Occasion occasion) throws RejectException, IOException {
        Content.Source octets = Objects.requireNonNull(occasion.circumstances().octets(), "a message without octets");
        try (InputStream message = octets.open()) {
            return open().data(received(message, occasion.session()));
        }
    }

    /** With the header that SubEthaSMTP puts in front, unless its server is set to leave it out. */
    private InputStream received(InputStream message, Session session) {
        if (context.getSMTPServer().getDisableReceivedHeaders()) {
            return message;
        }
        List<Path> recipients =
                session.transaction().map(Transaction::forwardPaths).orElse(List.of());
        Optional<String> only =
                recipients.size() == 1 ? Optional.of(recipients.get(0).text()) : Optional.empty();
        return new ReceivedHeaderStream(
                message,
                context.getHelo(),
                context.getRemoteAddress().getAddress(),
                context.getSMTPServer().getHostName(),
                Optional.of(context.getSMTPServer().getSoftwareName()),
                context.getSessionId(),
                only);
    }

    private MessageHandler open() {
        if (handler == null) {
            throw new IllegalStateException("there is no transaction: a rule has accepted what no MAIL has begun");
        }
        return handler;
    }

    private void end() {
        MessageHandler open = handler;
        handler = null;
        if (open != null) {
            try {
                open.done();
            } catch (RuntimeException | AssertionError e) {
                LOG.error("a SubEthaSMTP handler failed in done()", e);
            }
        }
    }

    /** The connection has ended. */
    synchronized void over() {
        end();
    }
}
