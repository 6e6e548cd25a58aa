package dev.norelay.diagnosis;

import dev.norelay.fault.TlsFault;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Certificate;
import dev.norelay.session.Security;
import dev.norelay.smtp.Moment;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Causes that lie in TLS. An alert alone tells little: Go and GnuTLS say bad_certificate to everything, Java 17
 * certificate_unknown, and Node, msmtp and at times curl leave without a word. So what the client said is combined with
 * the certificate that it was shown.
 */
final class TlsCauses {
    /** Alerts about the certificate (RFC 8446 §6.2); the last two are what a person's "cancel" looks like. */
    private static final Set<String> CERTIFICATE_ALERTS = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "bad_certificate_status_response",
            "user_canceled",
            "close_notify");

    /** Alerts of parties that have no version or cipher suite in common (RFC 8446 §6.2, RFC 7507). */
    private static final Set<String> VERSION_ALERTS =
            Set.of("protocol_version", "handshake_failure", "insufficient_security", "inappropriate_fallback");

    /** What the JDK says when the server finds that it has nothing in common with the client. */
    private static final Pattern NOTHING_IN_COMMON =
            Pattern.compile("not enabled or supported|not accepted by server|in common|protocol_version");

    /** What the JDK says when the server does not take the client's certificate, or has got none. */
    private static final Pattern CLIENT_CERTIFICATE = Pattern.compile("client certificate|PKIX");

    private static final String ISSUER_UNKNOWN = " So it does not know the issuer: is the CA installed?";

    private TlsCauses() {}

    /** The handshake failed, or the client asked for STARTTLS and left instead of beginning it. */
    static Optional<Found> handshakeFailed(Played played, Course course) {
        Entry failure = course.tlsFailed();
        boolean begunOnly = course.tlsBegun() != null && course.tlsStarted() == null && course.leftByClient();
        boolean failed = course.how().filter(how -> how == Event.How.TLS_FAILED).isPresent();
        if (failure == null && !failed && !begunOnly) {
            return Optional.empty();
        }
        Event.TlsFailed event = failure != null && failure.event() instanceof Event.TlsFailed told
                ? told
                : new Event.TlsFailed(null, "");
        return Optional.of(cause(played, course, event)
                .by(course.tlsBegun(), course.faultEntry(), course.tlsStarted(), course.tlsFailed(), course.closed()));
    }

    private static Found cause(Played played, Course course, Event.TlsFailed event) {
        Optional<Found> spoilt = TlsFault.ofId(course.fault()).flatMap(TlsCauses::spoilt);
        if (spoilt.isPresent()) {
            return spoilt.get(); // whatever the client said to it: OpenSSL says protocol_version to garbage
        }
        String alert = event.alertName().orElse("").toLowerCase(Locale.ROOT);
        String said = alert.isEmpty()
                ? "The client broke the TLS handshake off without saying why."
                : "In the TLS handshake the client said " + alert + ".";
        if (VERSION_ALERTS.contains(alert)) {
            Found version = Found.of(Cause.TLS_VERSION, said);
            // Only protocol_version means just this.
            return alert.equals("protocol_version") ? version : version.or(Cause.CERTIFICATE_ISSUER);
        }
        if (alert.isEmpty() && nothingInCommon(played, event)) {
            return Found.of(Cause.TLS_VERSION, "The server spoke no version of TLS that the client knows.");
        }
        if (!course.fault().isEmpty()) {
            return Found.of(
                            Cause.CONNECTION_LOST,
                            "The server spoilt the TLS handshake (" + course.fault() + "), so that it could not end.")
                    .or(Cause.TLS_VERSION);
        }
        if (alert.isEmpty() && CLIENT_CERTIFICATE.matcher(event.explanation()).find()) {
            // There is no cause of its own: clients of submission have no certificates.
            return Found.of(
                    Cause.CONNECTION_LOST,
                    "The server required a certificate of the client's own, and got none that it takes.");
        }
        if (alert.isEmpty() || CERTIFICATE_ALERTS.contains(alert)) {
            return certificate(played, alert, said);
        }
        return Found.of(Cause.CONNECTION_LOST, said + " That is not about the certificate.")
                .or(Cause.TLS_VERSION);
    }

    /** What a server does on purpose that clients take for a want of something in common; else empty. */
    private static Optional<Found> spoilt(TlsFault fault) {
        return switch (fault) {
            case PROTOCOL_VERSION, OLD_VERSION ->
                Optional.of(Found.of(Cause.TLS_VERSION, "The server spoke no version of TLS that the client knows."));
            case HANDSHAKE_FAILURE ->
                Optional.of(Found.of(Cause.TLS_VERSION, "The server refused the TLS handshake with handshake_failure.")
                        .or(Cause.CONNECTION_LOST));
            case STALL, ABORT, GARBAGE, PLAINTEXT ->
                Optional.of(Found.of(
                                Cause.CONNECTION_LOST,
                                "The server spoilt the TLS handshake (" + fault.id() + "), so that it could not end.")
                        .or(Cause.TLS_VERSION));
        };
    }

    private static boolean nothingInCommon(Played played, Event.TlsFailed event) {
        return (!played.client().tls().isEmpty()
                        && Collections.disjoint(
                                played.client().tls(), played.tls().versions()))
                || NOTHING_IN_COMMON.matcher(event.explanation()).find();
    }

    /**
     * TLS was up, and the client left without one command: a silent refusal, since who only wants to look says QUIT.
     * Not sure, and after everything else. Some verify when the handshake is over, and say QUIT (Postfix): that is believed
     * where there is a reason to refuse.
     */
    static Optional<Found> silentlyRefused(Played played, Course course) {
        boolean reason = played.certificate() != Certificate.VALID
                || !played.client().clock().isZero();
        if (course.onlyQuitSinceTls() && course.how().isPresent() && reason) {
            String said = "TLS was up, and the client said QUIT and nothing else: probably it refused the certificate.";
            return Optional.of(certificate(played, "", said)
                    .or(Cause.NO_SESSION)
                    .by(course.tlsBegun(), course.tlsStarted(), course.command(), course.closed()));
        }
        if (course.tlsStarted() == null || !course.silentSinceTls() || !course.leftByClient()) {
            return Optional.empty();
        }
        String said = "TLS was up, and the client left without one command: probably it refused the certificate.";
        return Optional.of(certificate(played, "", said).by(course.tlsBegun(), course.tlsStarted(), course.closed()));
    }

    /** Why a certificate was refused, or probably was. */
    private static Found certificate(Played played, String alert, String said) {
        Found found = shown(played, alert, said);
        // No client says this of a certificate whose issuer it knows, whatever else is wrong with it.
        return alert.equals("unknown_ca") && found.cause() != Cause.CERTIFICATE_ISSUER
                ? Found.of(Cause.CERTIFICATE_ISSUER, said + ISSUER_UNKNOWN).or(found.cause())
                : found;
    }

    private static Found shown(Played played, String alert, String said) {
        Duration clock = played.client().clock();
        if (!clock.isZero()) {
            return Found.of(
                            Cause.CLOCK_WRONG,
                            said + " The certificate is good, and the device's clock is " + off(clock) + ".")
                    .or(clock.isNegative() ? Cause.CERTIFICATE_NOT_YET_VALID : Cause.CERTIFICATE_EXPIRED);
        }
        return switch (played.certificate()) {
            case EXPIRED ->
                Found.of(Cause.CERTIFICATE_EXPIRED, said + " The certificate has run out.")
                        .or(Cause.CLOCK_WRONG);
            case NOT_YET_VALID ->
                Found.of(Cause.CERTIFICATE_NOT_YET_VALID, said + " The certificate is not valid yet.")
                        .or(Cause.CLOCK_WRONG);
            case WRONG_HOST -> dates(alert, said, Cause.CERTIFICATE_NAME, "The certificate is for another name.");
            case SELF_SIGNED -> dates(alert, said, Cause.CERTIFICATE_ISSUER, "The certificate is signed by itself.");
            case UNKNOWN_ISSUER ->
                dates(alert, said, Cause.CERTIFICATE_ISSUER, "The certificate's issuer is known to nobody.");
            case MISSING_INTERMEDIATE ->
                dates(
                        alert,
                        said,
                        Cause.CERTIFICATE_ISSUER,
                        "The server leaves out the certificate of the one who issued its own.");
            // There is no cause of its own for a weak key: no authority would sign it.
            case WEAK_KEY -> dates(alert, said, Cause.CERTIFICATE_ISSUER, "The certificate's key is weak.");
            case VALID -> good(alert, said);
        };
    }

    /** A certificate with good dates: who finds them wrong has a wrong clock; else it is what it is shown for. */
    private static Found dates(String alert, String said, Cause cause, String why) {
        return alert.equals("certificate_expired") ? clock(said).or(cause) : Found.of(cause, said + " " + why);
    }

    private static Found clock(String said) {
        return Found.of(
                        Cause.CLOCK_WRONG,
                        said + " The certificate's dates are good, so the client's clock must be wrong.")
                .or(Cause.CERTIFICATE_EXPIRED);
    }

    private static Found good(String alert, String said) {
        if (alert.equals("certificate_expired")) {
            return clock(said);
        }
        if (alert.equals("unknown_ca")) {
            return Found.of(Cause.CERTIFICATE_ISSUER, said + ISSUER_UNKNOWN);
        }
        Found issuer = Found.of(
                Cause.CERTIFICATE_ISSUER,
                said + " The certificate is good, so probably the client does not know its issuer: is the CA"
                        + " installed?");
        // OpenSSL and Java say bad_certificate where it is not valid yet by their clock.
        return alert.equals("bad_certificate")
                ? issuer.or(Cause.CLOCK_WRONG, Cause.CERTIFICATE_NAME)
                : issuer.or(Cause.CERTIFICATE_NAME, Cause.CLOCK_WRONG);
    }

    private static String off(Duration clock) {
        Duration amount = clock.abs();
        String words = amount.toDays() > 0
                ? amount.toDays() + " days"
                : amount.toHours() > 0 ? amount.toHours() + " hours" : amount.toMinutes() + " minutes";
        return words + (clock.isNegative() ? " behind" : " ahead");
    }

    /** The client is set to STARTTLS, was not offered it, and left instead of going on in plaintext: well done. */
    static Optional<Found> startTlsMissing(Played played, Course course) {
        Standing standing = course.standing();
        boolean left = course.leftByClient() || (course.quit() && course.how().isPresent());
        if (!left
                || course.tried()
                || standing.tls()
                || standing.keywords() == null
                || standing.lists(Moment.STARTTLS.name())
                || played.client().security() != Security.STARTTLS) {
            return Optional.empty();
        }
        return Optional.of(Found.of(
                        Cause.STARTTLS_MISSING,
                        "The client is set to STARTTLS, the server did not list it, and the client left.")
                .by(standing.hello(), standing.keywords(), course.closed()));
    }
}
