package dev.norelay.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error as BoringSSL tells it, where that is in the JDK's place: {@code error:10000412:SSL
 * routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE}. A value.
 *
 * @param reason its number; alerts that the client sent are a thousand and their own (SSL_AD_REASON_OFFSET)
 * @param name the reason's name; "reason(1109)" where BoringSSL has none
 */
record BoringSslError(int reason, String name) {
    private static final Pattern FORM = Pattern.compile("error:([0-9a-fA-F]{8}):[^:]*:[^:]*:(.+)");
    private static final int REASON = 0xfff;
    private static final int ALERTS = 1_000;
    private static final int LAST_ALERT = 255;

    /** Those on which a diagnosis rests, in the words of the JDK's engine. */
    private static final Map<String, String> WORDS = Map.of(
            "UNSUPPORTED_PROTOCOL", "no version of TLS in common",
            "NO_SHARED_CIPHER", "no cipher suites in common",
            "NO_SHARED_GROUP", "no named groups in common",
            "WRONG_CURVE", "no named groups in common",
            "NO_COMMON_SIGNATURE_ALGORITHMS", "no signature algorithms in common",
            "PEER_DID_NOT_RETURN_A_CERTIFICATE", "Empty client certificate chain");

    /** What an exception's message tells; empty where it is in another form. */
    static Optional<BoringSslError> in(@Nullable String message) {
        Matcher told = FORM.matcher(message == null ? "" : message);
        return told.matches()
                ? Optional.of(new BoringSslError((int) Long.parseLong(told.group(1), 16) & REASON, told.group(2)))
                : Optional.empty();
    }

    /** The number of the alert that the client sent; -1 if it is about none. */
    int alert() {
        return reason >= ALERTS && reason <= ALERTS + LAST_ALERT ? reason - ALERTS : -1;
    }

    /** For the journal. */
    String words() {
        return WORDS.getOrDefault(name, name.toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
