package dev.norelay.outbox;

import dev.norelay.outbox.Settings.Security;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;

/** What it means to a person that there is no connection, or none any more, or none that can be trusted. */
final class Failures {
    private static final String TRUST = " Do not make an exception for it.";

    private Failures() {}

    /** What a failure means, at that stage of the dialogue; what the machine says of it is beside it. */
    static Problem explain(Throwable failure, Stage stage, Settings settings) {
        List<Throwable> chain = chain(failure);
        String technical = " (" + String.join(": ", texts(chain)) + ")";
        if (has(chain, UnknownHostException.class)) {
            return Problem.later("No server is called " + settings.host()
                    + ": enter the outgoing server's name as the provider gives it, or see whether the device is online."
                    + technical);
        } else if (stage == Stage.CONNECT && isTls(chain)) {
            return tls(chain, settings, technical);
        } else if (has(chain, ConnectException.class) || has(chain, NoRouteToHostException.class)) {
            return Problem.later("Nothing answers at " + settings.server()
                    + ": is the port right (587 with STARTTLS, 465 with TLS), and may this program use the network?"
                    + technical);
        } else if (isTls(chain)) {
            return tls(chain, settings, technical);
        } else if (has(chain, SocketTimeoutException.class)) {
            return silent(chain, stage, settings, technical);
        }
        return Problem.later("The connection to " + settings.server() + " broke " + when(stage)
                + ": try again; if it happens each time, a firewall or virus scanner may be in between." + technical);
    }

    private static Problem silent(List<Throwable> chain, Stage stage, Settings settings, String technical) {
        boolean connected = texts(chain).stream()
                .noneMatch(text -> text.toLowerCase(Locale.ROOT).contains("connect timed out"));
        if (stage == Stage.CONNECT && !connected) {
            return Problem.later("No answer from " + settings.server()
                    + ": the network or the provider lets nothing through to that port. Use port 587 or 465, or another"
                    + " network." + technical);
        } else if (stage.compareTo(Stage.HELLO) < 0) {
            String hint = settings.security() == Security.TLS
                    ? "is it the port for TLS (465)?"
                    : "is it the port for STARTTLS (587)? On port 465 choose TLS.";
            return Problem.later("The server at " + settings.server() + " takes the connection and says nothing: "
                    + hint + technical);
        }
        return Problem.later("The server did not answer in time " + when(stage) + "." + technical);
    }

    private static Problem tls(List<Throwable> chain, Settings settings, String technical) {
        String text = String.join(" ", texts(chain)).toLowerCase(Locale.ROOT);
        if (has(chain, CertificateExpiredException.class)) {
            return Problem.change(
                    "The server's certificate has run out, or this device's clock is ahead: compare date and"
                            + " time, then tell the provider." + TRUST + technical);
        } else if (has(chain, CertificateNotYetValidException.class)) {
            return Problem.change(
                    "The server's certificate is not valid yet: this device's clock is probably wrong. Set date"
                            + " and time." + TRUST + technical);
        } else if (text.contains("subject alternative") || text.contains("no name matching")) {
            return Problem.change("The server's certificate is for another name than " + settings.host()
                    + ": enter the outgoing server's name exactly as the provider gives it." + TRUST + technical);
        } else if (has(chain, CertPathBuilderException.class) || text.contains("certificat") || text.contains("path")) {
            return Problem.change(
                    "Nobody who is trusted vouches for the server's certificate: somebody may be in between, or"
                            + " a virus scanner, or the server's owner left a part out." + TRUST + technical);
        } else if (text.contains("unsupported or unrecognized") || text.contains("plaintext connection")) {
            return Problem.change(
                    "The server does not begin with TLS on this port: choose STARTTLS for port 587, or port 465"
                            + " for TLS." + technical);
        } else if (text.contains("protocol_version")
                || text.contains("protocol version")
                || text.contains("appropriate")) {
            return Problem.change(
                    "The server and this device have no version of TLS in common: one of them must be brought up"
                            + " to date. Nothing is sent without TLS." + technical);
        }
        return Problem.later("The connection broke off while encryption was set up: another network may do, or a"
                + " later time. Nothing is sent without." + technical);
    }

    private static String when(Stage stage) {
        return switch (stage) {
            case CONNECT, GREETING -> "before the server greeted";
            case HELLO, STARTTLS -> "at the beginning";
            case LOGIN -> "during the login";
            case SENDER -> "at the sender's address";
            case RECIPIENT -> "at a recipient's address";
            case DATA, DOT -> "while the mail was being sent; it was not delivered";
        };
    }

    private static boolean isTls(List<Throwable> chain) {
        return has(chain, SSLException.class)
                || chain.stream()
                        .anyMatch(each -> each instanceof MessagingException
                                && String.valueOf(each.getMessage()).contains("convert socket to TLS"));
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null && !chain.contains(each); each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    private static List<String> texts(List<Throwable> chain) {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Throwable each : chain) {
            String text = each.getMessage();
            if (text != null && !text.isBlank() && seen.add(text.strip())) {
                texts.add(text.strip().replaceAll("\\s+", " "));
            }
        }
        return texts;
    }
}
