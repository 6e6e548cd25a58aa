package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.scenario.Cause;
import dev.norelay.smtp.EnhancedStatusCode;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Causes that lie in a no of the server's: by its reason where the server gave one, else by moment and code. */
final class RefusalCauses {
    /** So many refused recipients are evidence enough. */
    private static final int SHOWN = 3;

    private RefusalCauses() {}

    /** The first refusal that was not overcome decides: what follows it is mostly its consequence. */
    static Optional<Found> refused(Played played, Course course) {
        List<Refused> all = course.refusals().all();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        // A refused recipient among accepted ones did not stop the message; what came after may have.
        Refused first = all.stream()
                .filter(no -> !course.refusals().isPartial(no))
                .findFirst()
                .orElse(all.get(0));
        if (first.moment() == Moment.AUTH) {
            return Optional.of(outOfStep(
                    course,
                    CredentialCauses.refused(
                            played,
                            all.stream()
                                    .filter(no -> no.moment() == Moment.AUTH)
                                    .toList())));
        }
        Found found = outOfStep(course, first.by(cause(played, course, first)));
        return Optional.of(course.refusals().isPartial(first) ? partial(found, first, course) : found);
    }

    /** Who took octets that are no reply for one is out of step from then on, and it is not its mistake. */
    private static Found outOfStep(Course course, Found found) {
        Entry aside = course.aside();
        return aside == null || found.cause() != Cause.CLIENT_BREACH || aside.sequence() > found.sequence()
                ? found
                : Found.of(
                                Cause.ODD_REPLY,
                                "The server had said something that is no reply, and the client went on as if it were"
                                        + " one. " + found.explanation())
                        .or(Cause.CLIENT_BREACH)
                        .by(found.evidence().toArray(Entry[]::new))
                        .by(aside);
    }

    /** Some recipients were refused, others not. Where it has a cause beyond the addresses, that is the cause. */
    private static Found partial(Found found, Refused first, Course course) {
        if (found.cause() != Cause.RECIPIENT_REFUSED) {
            return found.or(Cause.SOME_RECIPIENTS_REFUSED);
        }
        List<Refused> all = course.refusals().all().stream()
                .filter(no -> no.moment() == Moment.RCPT && no.transaction() == first.transaction())
                .toList();
        String more = all.size() == 1 ? "" : " and " + (all.size() - 1) + " more";
        String others = course.delivered() == null
                ? " It took others, and the client sent the message to none of them."
                : " The others got the message.";
        Found some = Found.of(
                        Cause.SOME_RECIPIENTS_REFUSED,
                        "The server refused " + first.what() + more + " with " + first.code() + "." + others)
                .by(course.delivered());
        for (Refused no : all.subList(0, Math.min(SHOWN, all.size()))) {
            some = no.by(some);
        }
        return some;
    }

    private static Found cause(Played played, Course course, Refused no) {
        Found found = reason(played, course, no);
        return found.cause() == Cause.CONTENT_REFUSED
                        && !played.client().clock().isZero()
                ? Found.of(
                                Cause.CLOCK_WRONG,
                                no.sentence() + " The device's clock is wrong, and so is the mail's Date.")
                        .or(Cause.CONTENT_REFUSED)
                : found;
    }

    private static Found reason(Played played, Course course, Refused no) {
        Refusal refusal = no.sent().refusal();
        if (refusal == null) {
            return byReply(played, course, no);
        }
        return switch (refusal) {
            case RELAY_DENIED, AUTHENTICATION_REQUIRED -> LoginCauses.loginWanted(played, course, no);
            case TLS_REQUIRED -> LoginCauses.tlsWanted(no);
            default -> named(refusal, no);
        };
    }

    /** A refusal whose reason is all there is to know. */
    static Found named(Refusal refusal, Refused no) {
        Found found = Found.of(cause(refusal), no.sentence());
        return switch (refusal) {
            case TOO_MANY_CONNECTIONS -> found.or(Cause.LIMIT);
            case TLS_UNAVAILABLE -> found.or(Cause.STARTTLS_MISSING);
            case MAILBOX_FULL ->
                found.mendedBy("Nothing: the client must try again later, or the recipient must make room.");
            default -> found;
        };
    }

    private static Cause cause(Refusal refusal) {
        return switch (refusal) {
            case SERVICE_UNAVAILABLE, TOO_MANY_CONNECTIONS, TLS_UNAVAILABLE, AUTHENTICATION_UNAVAILABLE, STORAGE_FULL ->
                Cause.SERVER_BUSY;
            case TLS_REQUIRED -> Cause.TLS_NEEDED;
            case AUTHENTICATION_REQUIRED, RELAY_DENIED -> Cause.LOGIN_MISSING;
            case CREDENTIALS_INVALID -> Cause.CREDENTIALS_WRONG;
            case APP_PASSWORD_REQUIRED -> Cause.APP_PASSWORD_NEEDED;
            // RFC 4954 §6: a password transition asks for one login by PLAIN, another mechanism that is.
            case MECHANISM_UNSUPPORTED, MECHANISM_TOO_WEAK, PASSWORD_TRANSITION -> Cause.MECHANISM_NOT_SHARED;
            case ENCRYPTION_REQUIRED -> Cause.LOGIN_NEEDS_TLS;
            case ACCOUNT_DISABLED -> Cause.ACCOUNT_BLOCKED;
            case TOO_MANY_FAILURES -> Cause.LOCKED_OUT;
            case SENDER_NOT_OWNED, SENDER_REFUSED -> Cause.SENDER_REFUSED;
            case RECIPIENT_UNKNOWN, RECIPIENT_SYNTAX, DOMAIN_TAKES_NO_MAIL, MAILBOX_FULL -> Cause.RECIPIENT_REFUSED;
            case GREYLISTED -> Cause.GREYLISTED;
            case TOO_MANY_RECIPIENTS, RATE_LIMITED, QUOTA_EXCEEDED -> Cause.LIMIT;
            case TOO_LARGE -> Cause.TOO_LARGE;
            case CONTENT_REFUSED -> Cause.CONTENT_REFUSED;
            case BARE_NEWLINE -> Cause.CLIENT_BREACH;
        };
    }

    /** A no without a reason: a rule's own words, or what a correct server says to a client's mistake. */
    private static Found byReply(Played played, Course course, Refused no) {
        if (OddReplies.isOdd(no.sent(), false)) {
            return Found.of(Cause.ODD_REPLY, no.sentence() + " SMTP knows no such reply.");
        }
        if (!no.sent().scripted()) {
            return mistake(no);
        }
        boolean login = no.code() == 530 && no.moment() != Moment.STARTTLS;
        if (no.code() == 523 || (login && wantsTls(no))) {
            return LoginCauses.tlsWanted(no); // RFC 3207 §4, RFC 5248 §2.4
        }
        if (login) {
            return LoginCauses.loginWanted(played, course, no); // RFC 4954 §6
        }
        Found found = Found.of(no.permanent() ? permanent(no) : Cause.SERVER_BUSY, no.sentence());
        return found.or(alternatives(no));
    }

    /** RFC 3207 §4 and RFC 4954 §6 share a code: only the words tell. */
    private static boolean wantsTls(Refused no) {
        return !no.standing().tls()
                && no.sent().reply().text().toUpperCase(Locale.ROOT).contains("TLS");
    }

    private static Found mistake(Refused no) {
        Cause cause = switch (no.moment()) {
            case EHLO -> Cause.HELO_REFUSED;
            case STARTTLS -> no.code() == 502 ? Cause.STARTTLS_MISSING : Cause.CLIENT_BREACH;
            case MAIL -> detail(no, 1, 7) ? Cause.SENDER_REFUSED : Cause.CLIENT_BREACH;
            default -> no.code() == 421 ? Cause.SERVER_BUSY : Cause.CLIENT_BREACH;
        };
        Found found = Found.of(cause, no.sentence() + " A correct server answers so to a client's mistake.");
        return cause == Cause.HELO_REFUSED || cause == Cause.SENDER_REFUSED ? found.or(Cause.CLIENT_BREACH) : found;
    }

    private static Cause permanent(Refused no) {
        // RFC 3463 §3.4, §3.5, §3.6: these details are not sent by accident.
        if (detail(no, 3, 4)) {
            return Cause.TOO_LARGE;
        }
        if (detail(no, 4, 5) || detail(no, 5, 3)) {
            return Cause.LIMIT;
        }
        return switch (no.moment()) {
            // RFC 3463 §3.8: X.7 is policy; else RFC 7504 §3 has 521, and RFC 5321 §3.1 has 554.
            case CONNECT -> isPolicy(no) ? Cause.ADDRESS_BLOCKED : Cause.HOST_OUTDATED;
            case EHLO -> Cause.HELO_REFUSED;
            case STARTTLS -> Cause.STARTTLS_MISSING;
            case MAIL -> no.code() == 552 ? Cause.TOO_LARGE : Cause.SENDER_REFUSED;
            // RFC 5321 §4.5.3.1.10: 552 is what old servers say to one recipient too many.
            case RCPT -> no.code() == 552 && !detail(no, 2, 2) ? Cause.LIMIT : Cause.RECIPIENT_REFUSED;
            default -> no.code() == 552 ? Cause.TOO_LARGE : Cause.CONTENT_REFUSED;
        };
    }

    /** Servers say the same thing at many moments and with many codes: what else it often is. */
    private static List<Cause> alternatives(Refused no) {
        // RFC 3463 §3.2: X.1.x is about the address itself, whoever sends.
        boolean aboutAddress =
                no.sent().reply().enhanced().filter(code -> code.subject() == 1).isPresent();
        boolean stranger =
                !aboutAddress && !no.standing().loggedIn() && no.standing().lists("AUTH");
        Stream<Cause> others = switch (no.moment()) {
            case CONNECT ->
                Stream.of(!no.permanent() ? Cause.LIMIT : isPolicy(no) ? Cause.HOST_OUTDATED : Cause.ADDRESS_BLOCKED);
            case EHLO -> Stream.of(Cause.ADDRESS_BLOCKED);
            case MAIL -> stranger ? Stream.of(Cause.LOGIN_MISSING) : Stream.of(Cause.LIMIT);
            case RCPT ->
                stranger
                        ? Stream.of(Cause.LOGIN_MISSING)
                        : Stream.of(no.permanent() ? Cause.SENDER_REFUSED : Cause.GREYLISTED);
            case DATA, END_OF_DATA -> Stream.of(no.permanent() ? Cause.SENDER_REFUSED : Cause.LIMIT);
            default -> Stream.of();
        };
        return others.toList();
    }

    private static boolean isPolicy(Refused no) {
        return no.sent().reply().enhanced().filter(code -> code.subject() == 7).isPresent();
    }

    private static boolean detail(Refused no, int subject, int detail) {
        Optional<EnhancedStatusCode> enhanced = no.sent().reply().enhanced();
        return enhanced.filter(code -> code.subject() == subject && code.detail() == detail)
                .isPresent();
    }
}
