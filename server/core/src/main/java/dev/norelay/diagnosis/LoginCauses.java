package dev.norelay.diagnosis;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.util.Optional;

/** Causes that lie in a login that is missing: not used, not offered, or not offered without TLS. */
final class LoginCauses {
    private LoginCauses() {}

    /** The server wants to know who sends: why does it not know? */
    static Found loginWanted(Played played, Course course, Refused no) {
        Standing then = no.standing();
        Found found;
        if (then.loggedIn()) {
            found = uselessLogin(no);
        } else if (no.sent().refusal() == Refusal.RELAY_DENIED
                && played.policy(course).relay() == Policy.Relay.NOBODY) {
            found = Found.of(Cause.RECIPIENT_REFUSED, no.sentence() + " It passes on mail for nobody, login or not.")
                    .or(Cause.HOST_OUTDATED)
                    .mendedBy(
                            "Enter the provider's server for outgoing mail, with port 587 and the login; this one only"
                                    + " takes mail in.");
        } else if (saidHelo(then)) {
            // RFC 4954 §4: AUTH is an extension, and extensions are for those who say EHLO.
            found = Found.of(
                            Cause.LOGIN_MISSING,
                            "The client said HELO instead of EHLO, and so was never offered a login. " + no.sentence())
                    .or(Cause.LOGIN_NOT_OFFERED);
        } else if (then.lists("AUTH")
                && !usable(then)
                && played.client().userName().isPresent()) {
            found = Found.of(
                            Cause.MECHANISM_NOT_SHARED,
                            "The client is set to log in and went on without; the server lists none of the common ways"
                                    + " to. " + no.sentence())
                    .or(Cause.LOGIN_MISSING);
        } else if (then.lists("AUTH")) {
            found = Found.of(
                    Cause.LOGIN_MISSING, "The server offered a login, and the client did not use it. " + no.sentence());
        } else {
            found = loginNotListed(played, course, no);
        }
        return no.by(found.by(then.hello(), then.keywords()));
    }

    /** A server that offers a login only inside TLS does not list AUTH before (RFC 4954 §4). */
    private static Found loginNotListed(Played played, Course course, Refused no) {
        Standing then = no.standing();
        boolean tlsWouldHelp =
                !then.tls() && !played.policy(course).mechanisms().isEmpty();
        if (tlsWouldHelp && then.lists("STARTTLS")) {
            Found needed = Found.of(
                    Cause.LOGIN_NEEDS_TLS,
                    "The client stayed in plaintext, where the server offers no login. " + no.sentence());
            return played.client().userName().isEmpty() ? needed.or(Cause.LOGIN_MISSING) : needed;
        }
        boolean wantsTls = played.client().security() == Security.STARTTLS && !then.tls();
        if (tlsWouldHelp && wantsTls) {
            return Found.of(
                            Cause.STARTTLS_MISSING,
                            "The server listed neither STARTTLS nor a login, and the client went on in plaintext. "
                                    + no.sentence())
                    .or(Cause.LOGIN_NOT_OFFERED);
        }
        Found notOffered = Found.of(
                Cause.LOGIN_NOT_OFFERED, "The server wants a login and lists none on this port. " + no.sentence());
        return wantsTls && !then.lists("STARTTLS") ? notOffered.or(Cause.STARTTLS_MISSING) : notOffered;
    }

    private static boolean saidHelo(Standing then) {
        return then.hello() != null
                && then.hello().event() instanceof Event.CommandReceived received
                && received.command() instanceof Command.Helo;
    }

    /** Logged in and yet a stranger: some providers take the login of an account that may not send. */
    private static Found uselessLogin(Refused no) {
        return no.sent().refusal() == Refusal.RELAY_DENIED
                ? Found.of(Cause.RECIPIENT_REFUSED, "The client had logged in. " + no.sentence())
                        .or(Cause.ACCOUNT_BLOCKED, Cause.HOST_OUTDATED)
                : Found.of(Cause.ACCOUNT_BLOCKED, "The client had logged in. " + no.sentence())
                        .or(Cause.SENDER_REFUSED);
    }

    /** The client is set to log in, was offered no login that it could use, and left instead of going on: well done. */
    static Optional<Found> loginNotTried(Played played, Course course) {
        Standing standing = course.standing();
        boolean left = course.leftByClient() || (course.quit() && course.how().isPresent());
        boolean upgradeDue = played.client().security() == Security.STARTTLS && !standing.tls();
        if (!left
                || course.began()
                || standing.keywords() == null
                || played.client().userName().isEmpty()
                || usable(standing)
                || upgradeDue) {
            return Optional.empty();
        }
        return Optional.of(unusable(played, course).by(standing.hello(), standing.keywords(), course.closed()));
    }

    /** Every client knows these two: who leaves all the same only wanted to look. */
    private static boolean usable(Standing standing) {
        return standing.lists("AUTH", "PLAIN") || standing.lists("AUTH", "LOGIN");
    }

    private static Found unusable(Played played, Course course) {
        Standing standing = course.standing();
        String said = "The client is set to log in, and left without having tried.";
        if (standing.lists("AUTH")) {
            return Found.of(Cause.MECHANISM_NOT_SHARED, said + " The server lists none of the common ways to log in.");
        }
        boolean inside = !standing.tls()
                && standing.lists("STARTTLS")
                && !played.policy(course).mechanisms().isEmpty();
        return inside
                ? Found.of(Cause.LOGIN_NEEDS_TLS, said + " The server offers a login only inside TLS.")
                : Found.of(Cause.LOGIN_NOT_OFFERED, said + " The server lists none on this port.");
    }

    /** TLS is wanted before anything else, or before the login. */
    static Found tlsWanted(Refused no) {
        Cause cause = no.moment() == Moment.AUTH ? Cause.LOGIN_NEEDS_TLS : Cause.TLS_NEEDED;
        return no.by(Found.of(cause, "The client stayed in plaintext. " + no.sentence())
                .by(no.standing().hello(), no.standing().keywords()));
    }
}
