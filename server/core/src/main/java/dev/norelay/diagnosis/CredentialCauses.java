package dev.norelay.diagnosis;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import dev.norelay.session.LoginAttempt;
import dev.norelay.session.Mechanism;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Refusal;
import java.util.List;
import java.util.Optional;

/** Causes that lie in a login that was tried and refused. */
final class CredentialCauses {
    private CredentialCauses() {}

    /**
     * What many refused attempts come to. Clients try one password by several mechanisms: that is one cause, the last
     * attempt's, and a mechanism that is not known counts less than a password that is wrong.
     */
    static Found refused(Played played, List<Refused> attempts) {
        Optional<Refused> last =
                attempts.stream().filter(no -> no.login().isPresent()).reduce((earlier, later) -> later);
        Optional<Refused> locked = attempts.stream()
                .filter(no -> no.sent().refusal() == Refusal.TOO_MANY_FAILURES)
                .findFirst();
        if (locked.isPresent()) {
            return lockedOut(played, locked.get(), last, attempts);
        }
        // Some try the token as a password when it was refused as a token (Vert.x).
        Optional<Refused> token = attempts.stream()
                .filter(no -> played.client().token() != null
                        && no.login()
                                .filter(login -> login.mechanism().takesToken())
                                .isPresent())
                .reduce((earlier, later) -> later);
        Refused decisive = token.or(() -> last).orElse(attempts.get(0));
        return decisive.by(cause(played, decisive));
    }

    private static Found lockedOut(Played played, Refused locked, Optional<Refused> last, List<Refused> attempts) {
        long count = attempts.stream()
                .filter(no -> no.login().isPresent())
                .map(Refused::attempt)
                .distinct()
                .count();
        String after = count == 0
                ? ""
                : count == 1
                        ? " It was after a failed login."
                        : " It was the failed login number " + count + " of this session.";
        Found found = Found.of(Cause.LOCKED_OUT, locked.sentence() + after);
        return locked.by(last.flatMap(Refused::login)
                .map(login -> found.or(known(played, login, locked).cause()))
                .orElse(found));
    }

    private static Found cause(Played played, Refused no) {
        Refusal refusal = no.sent().refusal();
        if (refusal == Refusal.TLS_REQUIRED) {
            return LoginCauses.tlsWanted(no);
        }
        if (refusal != null && refusal != Refusal.CREDENTIALS_INVALID) {
            return RefusalCauses.named(refusal, no);
        }
        Optional<Found> told = refusal == null ? byCode(played, no) : Optional.empty();
        return told.or(() -> no.login().map(login -> known(played, login, no)))
                .orElseGet(() -> Found.of(
                                Cause.CREDENTIALS_WRONG,
                                no.sentence() + " It did so without looking at user and password.")
                        .or(Cause.APP_PASSWORD_NEEDED, Cause.ACCOUNT_BLOCKED));
    }

    /** What only the server can know about the credentials. */
    private static Found known(Played played, LoginAttempt login, Refused no) {
        String user = "The client logged in as " + login.user();
        return switch (login.outcome()) {
            case FORMER_PASSWORD ->
                Found.of(
                        Cause.PASSWORD_STALE,
                        user + " with a password that was right once and has been changed since.");
            case UNKNOWN_USER -> unknownUser(played, user + ", and no such user is known here.");
            case WRONG_PASSWORD ->
                Found.of(Cause.CREDENTIALS_WRONG, user + ", who is known here, with a password that was never right.");
            case BLANK -> blank(played, login, user);
            case EXPIRED_TOKEN ->
                Found.of(Cause.TOKEN_EXPIRED, user + " with a token that was right once and has run out since.");
            case WRONG_SCOPE ->
                Found.of(Cause.TOKEN_EXPIRED, user + " with a token that does not allow to send mail.")
                        .or(Cause.CREDENTIALS_WRONG);
            case WRONG_TOKEN ->
                Found.of(Cause.TOKEN_EXPIRED, user + ", who is known here, with a token that is not known.")
                        .or(Cause.CREDENTIALS_WRONG);
            case CHANNEL_BINDING ->
                Found.of(
                        Cause.MECHANISM_NOT_SHARED,
                        user + " and wants the login bound to the TLS channel, which this server cannot.");
            case GOOD -> goodAndRefused(login, user, no);
        };
    }

    /** Some clients put the name of the device's own user where the settings have none. */
    private static Found unknownUser(Played played, String said) {
        return played.client().userName().isEmpty()
                ? Found.of(Cause.LOGIN_MISSING, said + " The settings have no user at all.")
                        .or(Cause.CREDENTIALS_WRONG)
                : Found.of(Cause.CREDENTIALS_WRONG, said);
    }

    private static Found blank(Played played, LoginAttempt login, String user) {
        if (login.user().isEmpty()) {
            return Found.of(Cause.LOGIN_MISSING, "The client logged in with neither user nor password.");
        }
        if (login.mechanism().takesToken()) {
            return Found.of(Cause.LOGIN_MISSING, user + " without a token.");
        }
        return played.client().token() == null
                ? Found.of(Cause.LOGIN_MISSING, user + " without a password.")
                : Found.of(
                                Cause.MECHANISM_NOT_SHARED,
                                user
                                        + " without a password. The settings have a token in its place: with one the client"
                                        + " must log in by XOAUTH2 or OAUTHBEARER.")
                        .or(Cause.LOGIN_MISSING, Cause.TOKEN_EXPIRED);
    }

    private static Found goodAndRefused(LoginAttempt login, String user, Refused no) {
        return login.mechanism().takesToken()
                ? Found.of(Cause.TOKEN_EXPIRED, user + " with the right token, and all the same: " + no.sentence())
                        .or(Cause.ACCOUNT_BLOCKED)
                : Found.of(
                                Cause.CREDENTIALS_WRONG,
                                user + " with the right password, and all the same: " + no.sentence())
                        .or(Cause.APP_PASSWORD_NEEDED, Cause.ACCOUNT_BLOCKED);
    }

    /** What a code alone tells (RFC 4954 §4, §6; RFC 5248 §2.4); empty where it is just a no to the credentials. */
    private static Optional<Found> byCode(Played played, Refused no) {
        if (!no.sent().scripted()) {
            // A client may cancel when it has heard what is wrong with its credentials: then they are the cause.
            return no.login().isPresent() ? Optional.empty() : Optional.of(outOfOrder(no));
        }
        Cause cause = switch (no.code()) {
            case 432, 504 -> Cause.MECHANISM_NOT_SHARED;
            case 523, 538 -> Cause.LOGIN_NEEDS_TLS;
            case 525 -> Cause.ACCOUNT_BLOCKED;
            case 534 -> Cause.APP_PASSWORD_NEEDED;
            default -> byDigit(no);
        };
        if (cause == Cause.NONE) {
            return Optional.empty();
        }
        Found found = Found.of(cause, no.sentence());
        // A temporary no to credentials that are wrong for good: some servers say 454 for ever.
        Optional<Cause> wrong = no.login()
                .filter(login -> login.outcome() != LoginAttempt.Outcome.GOOD)
                .map(login -> known(played, login, no).cause());
        return Optional.of(wrong.map(found::or).orElse(found));
    }

    private static Cause byDigit(Refused no) {
        if (!no.permanent()) {
            return Cause.SERVER_BUSY;
        }
        boolean token = no.login()
                .map(LoginAttempt::mechanism)
                .or(() -> asked(no))
                .filter(Mechanism::takesToken)
                .isPresent();
        return token ? Cause.TOKEN_EXPIRED : Cause.NONE;
    }

    private static Optional<Mechanism> asked(Refused no) {
        return no.command() != null
                        && no.command().event() instanceof Event.CommandReceived received
                        && received.command() instanceof Command.Auth auth
                ? Mechanism.ofName(auth.mechanism())
                : Optional.empty();
    }

    /** A correct server's own no, which is not about the credentials. */
    private static Found outOfOrder(Refused no) {
        if (no.code() == 502 && no.standing().lists("AUTH")) {
            return Found.of(
                            Cause.MECHANISM_NOT_SHARED,
                            no.sentence() + " It lists AUTH, and none of the ways that it knows.")
                    .or(Cause.LOGIN_NOT_OFFERED);
        }
        if (no.code() == 502) {
            return Found.of(Cause.LOGIN_NOT_OFFERED, no.sentence() + " It offers no login on this port.");
        }
        boolean cancelled = no.command() != null
                && no.command().event() instanceof Event.CommandReceived received
                && received.command() instanceof Command.AuthResponse response
                && response.base64().equals("*");
        return cancelled
                ? Found.of(Cause.MECHANISM_NOT_SHARED, "The client itself cancelled the login that it had begun.")
                : Found.of(Cause.CLIENT_BREACH, no.sentence() + " The client's AUTH was not as RFC 4954 has it.");
    }
}
