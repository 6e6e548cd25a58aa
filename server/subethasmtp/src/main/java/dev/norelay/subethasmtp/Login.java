package dev.norelay.subethasmtp;

import dev.norelay.session.Action;
import dev.norelay.session.Effect;
import dev.norelay.session.LoginAttempt;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Occasion;
import dev.norelay.session.Proposal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;

/** AUTH: the client's lines go to SubEthaSMTP's handler too, which has the last word on users that it may know. */
final class Login {
    /** Whose exchange is the same on both sides; the challenges are norelay's. */
    private static final Set<String> SHARED = Set.of(Mechanism.PLAIN.name(), Mechanism.LOGIN.name());

    private final Context context;
    private final @Nullable AuthenticationHandlerFactory factory;
    /** Of the open exchange. */
    private @Nullable AuthenticationHandler exchange;

    Login(Context context, @Nullable AuthenticationHandlerFactory factory) {
        this.context = context;
        this.factory = factory;
    }

    /** Whoever had logged in has not. */
    void forget() {
        context.login(null);
    }

    List<Action> decide(Occasion occasion, Ruling scenario) {
        String line = occasion.circumstances().command();
        if (line.regionMatches(true, 0, "AUTH ", 0, 5)) {
            exchange = begin(line);
        }
        Effect effect = occasion.proposal().effect();
        boolean credentials = effect instanceof Effect.LogIn;
        boolean goesOn = effect instanceof Effect.AwaitAuthResponse && scenario.accepts();
        boolean stranger = credentials && scenario.goesOn() && isStranger(occasion.proposal());
        AuthenticationHandler asked = exchange;
        if (!goesOn) {
            exchange = null;
        }
        boolean wanted = goesOn || stranger || (credentials && scenario.accepts());
        return asked == null || !wanted ? scenario.actions() : ask(asked, line, credentials, stranger, scenario);
    }

    /** Whether the scenario refuses only because it has no such user. */
    private static boolean isStranger(Proposal proposal) {
        LoginAttempt attempt = proposal.login();
        return attempt != null && attempt.outcome() == LoginAttempt.Outcome.UNKNOWN_USER && proposal.no() != null;
    }

    private @Nullable AuthenticationHandler begin(String line) {
        String mechanism = line.split(" ", 3)[1].toUpperCase(Locale.ROOT);
        if (factory == null || !SHARED.contains(mechanism)) {
            return null;
        }
        return factory.getAuthenticationMechanisms().contains(mechanism) ? factory.create() : null;
    }

    private List<Action> ask(
            AuthenticationHandler asked, String line, boolean credentials, boolean stranger, Ruling scenario) {
        List<Action> answer = Asking.answer(scenario, () -> {
            Optional<String> challenge = asked.auth(line, context);
            if (credentials && challenge.isPresent()) {
                throw new IllegalStateException(
                        "the AuthenticationHandler asks for more than PLAIN and LOGIN have: " + challenge.get());
            }
            return null;
        });
        if (answer != scenario.actions()) {
            exchange = null; // refused
            return answer;
        }
        if (credentials) {
            context.login(asked);
        }
        return stranger ? scenario.answering(List.of(new Action.Accept())) : answer;
    }
}
