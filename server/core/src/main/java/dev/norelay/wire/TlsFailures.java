package dev.norelay.wire;

import dev.norelay.journal.Event;
import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Reads out of a failed handshake what the client meant, whichever engine says so. */
final class TlsFailures {
    private static final String RECEIVED = "Received fatal alert: ";
    /** Around what Java says of the client's certificate, where BoringSSL has asked it. */
    private static final String WRAPPED = "General OpenSslEngine problem";

    /** RFC 8446 §6. */
    private static final Map<Integer, String> ALERTS = Map.ofEntries(
            Map.entry(0, "close_notify"),
            Map.entry(10, "unexpected_message"),
            Map.entry(20, "bad_record_mac"),
            Map.entry(22, "record_overflow"),
            Map.entry(40, "handshake_failure"),
            Map.entry(42, "bad_certificate"),
            Map.entry(43, "unsupported_certificate"),
            Map.entry(44, "certificate_revoked"),
            Map.entry(45, "certificate_expired"),
            Map.entry(46, "certificate_unknown"),
            Map.entry(47, "illegal_parameter"),
            Map.entry(48, "unknown_ca"),
            Map.entry(49, "access_denied"),
            Map.entry(50, "decode_error"),
            Map.entry(51, "decrypt_error"),
            Map.entry(70, "protocol_version"),
            Map.entry(71, "insufficient_security"),
            Map.entry(80, "internal_error"),
            Map.entry(86, "inappropriate_fallback"),
            Map.entry(90, "user_canceled"),
            Map.entry(100, "no_renegotiation"),
            Map.entry(109, "missing_extension"),
            Map.entry(110, "unsupported_extension"),
            Map.entry(112, "unrecognized_name"),
            Map.entry(113, "bad_certificate_status_response"),
            Map.entry(115, "unknown_psk_identity"),
            Map.entry(116, "certificate_required"),
            Map.entry(120, "no_application_protocol"));

    private TlsFailures() {}

    /** Whether an exception comes from TLS. */
    static boolean isTls(@Nullable Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SSLException || at instanceof NotSslRecordException) {
                return true;
            }
        }
        return false;
    }

    /** RFC 8446 §5.1: a handshake record begins with 22 and the version 3.x. */
    static boolean looksLikeHandshake(ByteBuf octets) {
        return octets.readableBytes() >= 2
                && octets.getByte(octets.readerIndex()) == 22
                && octets.getByte(octets.readerIndex() + 1) == 3;
    }

    /** What happened, for the journal. */
    static Event.TlsFailed explain(@Nullable Throwable cause, Tap tap) {
        String alert = alert(cause, tap.plainAlert());
        if (alert != null) {
            return new Event.TlsFailed(alert, "the client said " + alert);
        }
        if (cause instanceof NotSslRecordException) {
            return new Event.TlsFailed(null, "plaintext where a TLS handshake was expected");
        }
        if (cause instanceof SslHandshakeTimeoutException) {
            return new Event.TlsFailed(null, "the client did not come to the end of the handshake in time");
        }
        if (!tap.heard()) {
            return new Event.TlsFailed(null, "the client left without a word");
        }
        return new Event.TlsFailed(
                null,
                cause instanceof SSLException failure
                        ? words(failure)
                        : "the client left in the middle of the handshake");
    }

    /** What the engine says, in the JDK's words. */
    private static String words(SSLException failure) {
        Throwable telling =
                WRAPPED.equals(failure.getMessage()) && failure.getCause() != null ? failure.getCause() : failure;
        String message = telling.getMessage() == null ? telling.toString() : telling.getMessage();
        return BoringSslError.in(message)
                .map(BoringSslError::words)
                .orElse(message.replaceFirst("^\\([a-z_]+\\) ", "")); // newer Javas put their own alert in front
    }

    /** The octets that came in a handshake's place; empty where it was one. Netty tells them in its words only. */
    static byte[] plaintext(@Nullable Throwable cause) {
        String message = cause instanceof NotSslRecordException ? String.valueOf(cause.getMessage()) : "";
        String hex = message.substring(message.lastIndexOf(' ') + 1);
        return hex.matches("([0-9a-f]{2})+") ? HexFormat.of().parseHex(hex) : new byte[0];
    }

    private static @Nullable String alert(@Nullable Throwable cause, int plainAlert) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            String message = at.getMessage();
            int found = message == null ? -1 : message.indexOf(RECEIVED);
            if (message != null && found >= 0) {
                return message.substring(found + RECEIVED.length()).strip();
            }
            int number = BoringSslError.in(message).map(BoringSslError::alert).orElse(-1);
            if (number >= 0) {
                return alertName(number);
            }
        }
        return plainAlert < 0 ? null : alertName(plainAlert);
    }

    /** An alert's name in RFC 8446 §6. */
    static String alertName(int number) {
        return ALERTS.getOrDefault(number, "alert " + number);
    }
}
