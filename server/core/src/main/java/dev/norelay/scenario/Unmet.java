package dev.norelay.scenario;

import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import dev.norelay.session.Policy.RequireAuth;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.session.Security;
import dev.norelay.session.Wording;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a dialect cannot play a story as it is meant: what its server is known to want, or not to offer, takes the story's
 * point away. Whether it does is found from policies alone, and never by playing: a story that merely fails to play is a
 * mistake in it or in the dialect.
 */
final class Unmet {
    private static final Set<Moment> LATE = EnumSet.of(Moment.RCPT, Moment.DATA, Moment.CONTENT, Moment.END_OF_DATA);

    private final Dialect dialect;
    private final Scenario spoken;
    private final Phase phase;
    private final Listener meant;
    private final Listener met;

    private Unmet(Dialect dialect, Scenario spoken, Phase phase, Listener meant, Listener met) {
        this.dialect = dialect;
        this.spoken = spoken;
        this.phase = phase;
        this.meant = meant;
        this.met = met;
    }

    /** The first reason, in one sentence; empty if there is none. */
    static Optional<String> reason(Dialect dialect, Scenario plain, Scenario spoken) {
        for (Phase phase : spoken.phases().values()) {
            Listener meant = listener(plain.phase(phase.name()));
            Listener met = listener(phase);
            if (meant != null && met != null) {
                Optional<String> reason = new Unmet(dialect, spoken, phase, meant, met).reason();
                if (reason.isPresent()) {
                    return reason.map(words -> dialect.title() + " " + words);
                }
            }
        }
        return Optional.empty();
    }

    /** The one that the client of a phase comes to; null where it goes elsewhere. */
    private static @Nullable Listener listener(Phase phase) {
        return phase.server().listeners().get(phase.client().listener());
    }

    private Optional<String> reason() {
        if (offersNoStartTls()) {
            return Optional.of("offers no STARTTLS, and the client of " + spoken.name() + " asks for it");
        } else if (offersNoLogin()) {
            return Optional.of("offers no AUTH, and the client of " + spoken.name() + " logs in");
        } else if (wantsAnotherLogin() && isLast()) {
            return Optional.of(
                    "takes no mail without a login, and the remedy of " + spoken.name() + " is to have none");
        } else if (wantsAnotherLogin() && tellsWhatComesAfterLogin()) {
            return Optional.of("asks for a login first, so that what " + spoken.name() + " tells of is never heard");
        } else if (offersLoginInPlaintext()) {
            return Optional.of(
                    "offers a login outside TLS too, and " + spoken.name() + " is about a server that does not");
        }
        return missingMechanism()
                .map(mechanism ->
                        "offers no AUTH " + mechanism + ", and " + spoken.name() + " tells what becomes of it");
    }

    private boolean offersNoStartTls() {
        return phase.client().security() == Security.STARTTLS
                && meant.security() == Security.STARTTLS
                && met.security() != Security.STARTTLS;
    }

    private boolean offersNoLogin() {
        return met.policy().mechanisms().isEmpty()
                && !meant.policy().mechanisms().isEmpty()
                && phase.client().user() != null;
    }

    /** For everything, where the story is of a server that wants one for relaying only, and of a client that has none. */
    private boolean wantsAnotherLogin() {
        return met.policy().requireAuth() == RequireAuth.ALWAYS
                && meant.policy().requireAuth() != RequireAuth.ALWAYS
                && !logsIn();
    }

    private boolean logsIn() {
        return phase.client().user() != null && phase.client().password() != null;
    }

    private boolean isLast() {
        return phase.name().equals(Phase.FIXED);
    }

    /** By words of its own for relaying, or by a moment at which a stranger does not arrive. */
    private boolean tellsWhatComesAfterLogin() {
        Wording own = phase.server().profile().wording(Refusal.RELAY_DENIED);
        boolean ownWords = !own.equals(dialect.server().profile().wording(Refusal.RELAY_DENIED));
        boolean later =
                spoken.expectation().failsAtMoment().filter(LATE::contains).isPresent();
        // Where the login is asked for as late as relaying is refused, the latter comes first.
        boolean first = !LATE.contains(phase.server()
                .profile()
                .wording(Refusal.AUTHENTICATION_REQUIRED)
                .at());
        return phase.name().equals(Phase.BROKEN) && first && (ownWords || later);
    }

    private boolean offersLoginInPlaintext() {
        Policy policy = met.policy();
        boolean expectsNo = spoken.expectation()
                .failsAtMoment()
                .filter(at -> at == Moment.AUTH)
                .isPresent();
        return phase.name().equals(Phase.BROKEN)
                && phase.client().security() == Security.NONE
                && logsIn()
                && !policy.mechanisms().isEmpty()
                && policy.requireTls() == RequireTls.NEVER
                && meant.policy().requireTls() != RequireTls.NEVER
                && expectsNo;
    }

    /** One that a rule of the story waits for, and that this server does not have. */
    private Optional<Mechanism> missingMechanism() {
        return spoken.rules().stream()
                .flatMap(rule -> rule.when().stream())
                .filter(condition -> condition.key() == Key.MECHANISM)
                .flatMap(condition -> missing(condition.matcher()))
                .findFirst();
    }

    private Stream<Mechanism> missing(Matcher matcher) {
        Predicate<Mechanism> waitedFor = mechanism -> matcher.matches(Fact.of(mechanism.name()));
        List<Mechanism> had = met.policy().mechanisms();
        return had.stream().anyMatch(waitedFor)
                ? Stream.empty()
                : meant.policy().mechanisms().stream().filter(waitedFor);
    }
}
