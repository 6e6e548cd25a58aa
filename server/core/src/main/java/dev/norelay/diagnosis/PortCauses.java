package dev.norelay.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Client;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.scenario.Phase;
import dev.norelay.session.Security;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import java.util.Locale;
import java.util.Optional;

/** Causes that lie in where the client went: another port, another service, TLS or none where it is not so. */
final class PortCauses {
    private static final String NO_ADDRESS = " is no address: many clients see that themselves.";

    private PortCauses() {}

    /** Whoever comes to a port where no mail server answers has the wrong port, whatever it says there. */
    static Optional<Found> wrongService(Played played, Course course) {
        return played.listener(course.listener())
                .filter(listener -> answersOtherwise(listener.service()))
                .map(listener -> wrongService(listener.service()).by(course.opened(), course.command()));
    }

    private static boolean answersOtherwise(Service service) {
        return service == Service.SILENT || service == Service.IMAP || service == Service.HTTP;
    }

    private static Found wrongService(Service service) {
        if (service == Service.SILENT) {
            return Found.of(
                            Cause.WRONG_SERVICE,
                            "The connection was taken, and no octet ever comes: whatever listens there is no mail"
                                    + " server. To the client it looks like a server that hangs.")
                    .or(Cause.PLAIN_ON_TLS_PORT, Cause.PORT_FILTERED);
        }
        String what = service == Service.IMAP ? "An IMAP server" : "A web server";
        return Found.of(Cause.WRONG_SERVICE, what + " answers on the port to which the client went.");
    }

    /** The wire has seen a ClientHello where a command was due. */
    static Optional<Found> tlsOnPlainPort(Played played, Course course) {
        Entry handshake = course.strayHandshake();
        return handshake == null
                ? Optional.empty()
                : Optional.of(Found.of(
                                Cause.TLS_ON_PLAIN_PORT,
                                "The client sent a TLS handshake at once, where the server greets in plaintext.")
                        .by(course.opened(), handshake));
    }

    /**
     * Plaintext where TLS was due; or a client that is not set to TLS said nothing at all, since it waits for a greeting
     * that cannot come. A client that is set to TLS and says nothing is a port probe, unless it waits until the server
     * gives it up.
     */
    static Optional<Found> plainOnTlsPort(Played played, Course course) {
        if (!course.isOn(Security.TLS) || course.tlsStarted() != null) {
            return Optional.empty();
        }
        Entry failure = course.tlsFailed();
        if (failure != null && failure.event() instanceof Event.TlsFailed failed) {
            if (failed.explanation().toLowerCase(Locale.ROOT).startsWith("plaintext")) {
                return plainOnTlsPort(course, "The client sent plaintext where the server waits for a TLS handshake.");
            }
            if (failed.alert() != null) {
                return Optional.empty();
            }
        }
        boolean gone = course.how().filter(how -> how == Event.How.IDLE).isPresent()
                || (course.how().isPresent() && played.client().security() != Security.TLS);
        return gone && course.fault().isEmpty()
                ? plainOnTlsPort(
                        course,
                        "The client said nothing, and the server waited for a TLS handshake: probably the client"
                                + " waited for a plaintext greeting.")
                : Optional.empty();
    }

    private static Optional<Found> plainOnTlsPort(Course course, String explanation) {
        return Optional.of(Found.of(Cause.PLAIN_ON_TLS_PORT, explanation)
                .by(course.opened(), course.tlsFailed(), course.closed()));
    }

    /**
     * No session has an outcome: then the client's settings are all there is to go by. Whether a client has tried at all
     * cannot be known.
     *
     * @param visits how many sessions there were
     */
    static Found nobodyCame(Played played, int visits) {
        String handedOut = played.port() > 0 ? "port " + played.port() + " was handed out" : "a port was handed out";
        String nobody = nobody(played, visits);
        // Who came knows where we are.
        Optional<Found> host = visits == 0 ? hostUnknown(played.client(), nobody) : Optional.empty();
        if (host.isPresent()) {
            return host.get();
        }
        Service service = played.intended().map(Listener::service).orElse(Service.REFUSE);
        return switch (service) {
            case REFUSE ->
                Found.of(
                                Cause.PORT_CLOSED,
                                nobody + "; " + handedOut
                                        + " and nothing listens there: whoever tries is refused at once.")
                        .or(Cause.NO_SESSION);
            case IGNORE ->
                Found.of(
                                Cause.PORT_FILTERED,
                                nobody + "; " + handedOut
                                        + " and connections to it are swallowed: whoever tries waits until its own"
                                        + " time-out.")
                        .or(Cause.NO_SESSION);
            default -> nobodySent(played, nobody + "; " + handedOut + " and a server listens there.");
        };
    }

    /** With some settings clients refuse to send by themselves. */
    private static Found nobodySent(Played played, String said) {
        Client client = played.client();
        if (client.user() != null && client.token() != null && client.password() == null) {
            return Found.of(
                            Cause.NO_SESSION,
                            said + " The settings have a token in place of a password: who knows no OAuth does not even"
                                    + " try.")
                    .or(Cause.MECHANISM_NOT_SHARED);
        }
        if (client.user() != null && client.password() == null && client.token() == null) {
            return Found.of(
                            Cause.NO_SESSION,
                            said + " The settings have a user and no password: some clients do not even try then.")
                    .or(Cause.LOGIN_MISSING);
        }
        String from = played.phase().mail().from();
        if (isNoAddress("MAIL FROM:<", from)) {
            return Found.of(Cause.NO_SESSION, said + " " + from + NO_ADDRESS).or(Cause.SENDER_REFUSED);
        }
        return played.phase().mail().to().stream()
                .filter(recipient -> isNoAddress("RCPT TO:<", recipient))
                .findFirst()
                .map(recipient -> Found.of(Cause.NO_SESSION, said + " " + recipient + NO_ADDRESS)
                        .or(Cause.RECIPIENT_REFUSED))
                .orElseGet(() -> Found.of(Cause.NO_SESSION, said));
    }

    private static boolean isNoAddress(String verb, String address) {
        return CommandParser.parse((verb + address + ">").getBytes(UTF_8)) instanceof Command.Malformed;
    }

    private static String nobody(Played played, int visits) {
        String phase = played.phase().name();
        String since = phase.equals(Phase.BROKEN) ? "" : " since phase " + phase + " began";
        return visits == 0
                ? "Nobody connected" + since
                : "Nobody tried to send a mail" + since + ", in " + visits + (visits == 1 ? " session" : " sessions");
    }

    /** RFC 6761 §6.2, §6.4: these names are never in the DNS. Another name may lead anywhere, or to us. */
    private static Optional<Found> hostUnknown(Client client, String nobody) {
        String host = client.host() == null ? "" : client.host().toLowerCase(Locale.ROOT);
        return host.endsWith(".invalid") || host.endsWith(".test")
                ? Optional.of(Found.of(
                                Cause.HOST_UNKNOWN,
                                nobody + "; no name server knows " + host + ", the name that was entered.")
                        .or(Cause.NO_SESSION))
                : Optional.empty();
    }
}
