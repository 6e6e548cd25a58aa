package dev.norelay.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 5801 §4, RFC 5802 §7: {@code gs2-cbind-flag "," [ "a=" saslname ] ","}, what SCRAM's and OAUTHBEARER's first message
 * begins with.
 *
 * @param text as it stands in the message
 * @param binds whether the client wants the login bound to the TLS channel
 * @param identity the authorization identity, empty where there is none
 */
record Gs2Header(String text, boolean binds, String identity) {
    private static final Pattern HEADER = Pattern.compile("(n|y|p=[A-Za-z0-9.-]+),(?:a=([^,\\x00]+))?,");

    /** The header of a message, if it has one. */
    static Optional<Gs2Header> of(String message) {
        Matcher header = HEADER.matcher(message);
        if (!header.lookingAt()) {
            return Optional.empty();
        }
        boolean binds = header.group(1).startsWith("p");
        if (header.group(2) == null) {
            return Optional.of(new Gs2Header(header.group(), binds, ""));
        }
        return name(header.group(2)).map(identity -> new Gs2Header(header.group(), binds, identity));
    }

    /** RFC 5802 §5.1: in names, {@code =2C} is a comma and {@code =3D} an equals sign; no other stands there. */
    static Optional<String> name(String written) {
        String rest = written.replace("=2C", "").replace("=3D", "");
        return rest.indexOf('=') < 0 ? Optional.of(written.replace("=2C", ",").replace("=3D", "=")) : Optional.empty();
    }
}
