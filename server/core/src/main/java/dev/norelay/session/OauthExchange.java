package dev.norelay.session;

import dev.norelay.session.LoginAttempt.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token in a password's place. XOAUTH2: {@code "user=" user ^A "auth=Bearer " token ^A ^A}. OAUTHBEARER (RFC 7628 §3.1):
 * {@code gs2-header ^A *( key "=" value ^A ) ^A}, the user in the header, the token in the key {@code auth}. Of a token
 * that it does not take, the server tells in a challenge; the client answers, and is then refused (§3.2.3).
 */
record OauthExchange(Mechanism mechanism) implements SaslExchange {
    private static final Pattern XOAUTH2 =
            Pattern.compile("user=([^\\x01]*)\\x01auth=bearer ([^\\x01]*)\\x01\\x01", Pattern.CASE_INSENSITIVE);
    private static final String KEY = "auth=";

    @Override
    public Step respond(byte[] octets, ServerProfile profile) {
        String message = new String(octets, StandardCharsets.UTF_8);
        return mechanism == Mechanism.XOAUTH2 ? xoauth2(message, profile) : bearer(message, profile);
    }

    private Step xoauth2(String message, ServerProfile profile) {
        Matcher found = XOAUTH2.matcher(message);
        return found.matches()
                ? looked(LoginAttempt.ofToken(found.group(1), found.group(2), mechanism, profile), profile)
                : new Step.Garbled("XOAUTH2 wants a user, a bearer token, and ^A behind each and at the end");
    }

    private Step bearer(String message, ServerProfile profile) {
        Optional<Gs2Header> header = Gs2Header.of(message);
        Optional<String> token =
                header.flatMap(found -> token(message.substring(found.text().length())));
        if (header.isEmpty() || token.isEmpty()) {
            return new Step.Garbled("OAUTHBEARER wants a GS2 header and the key auth, ^A behind each and at the end");
        }
        String user = header.get().identity();
        if (user.isEmpty()) {
            user = owner(token.get(), profile); // RFC 7628 §3.1: the token tells who it is
        }
        LoginAttempt attempt = header.get().binds()
                ? new LoginAttempt(user, mechanism, Outcome.CHANNEL_BINDING)
                : LoginAttempt.ofToken(user, token.get(), mechanism, profile);
        return looked(attempt, profile);
    }

    /** The value of {@code auth} without its scheme, RFC 6750 §2.1, if the pairs have one. */
    private static Optional<String> token(String pairs) {
        boolean whole = pairs.startsWith("\1") && pairs.endsWith("\1\1");
        return Arrays.stream(whole ? pairs.split("\1") : new String[0])
                .filter(pair -> pair.regionMatches(true, 0, KEY, 0, KEY.length()))
                .map(pair -> pair.substring(KEY.length()).replaceFirst("^(?i:bearer) *", ""))
                .findFirst();
    }

    private static String owner(String token, ServerProfile profile) {
        return profile.accounts().entrySet().stream()
                .filter(entry -> entry.getValue().tokens().look(token) != Outcome.WRONG_TOKEN)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse("");
    }

    private Step looked(LoginAttempt attempt, ServerProfile profile) {
        return attempt.outcome() == Outcome.GOOD
                ? new Step.Shown(attempt)
                : new Step.Challenge(error(attempt.outcome(), profile.hostname()), new ConcludingExchange(attempt));
    }

    /** RFC 7628 §3.2.2; XOAUTH2 has the HTTP status that RFC 6750 §3.1 gives to the error. */
    private String error(Outcome outcome, String hostname) {
        boolean narrow = outcome == Outcome.WRONG_SCOPE;
        boolean numbers = mechanism == Mechanism.XOAUTH2;
        String status = numbers ? (narrow ? "403" : "401") : (narrow ? "insufficient_scope" : "invalid_token");
        String scope = "https://" + hostname.replaceAll("[\\p{Cc}\"\\\\]", "?") + "/";
        return "{\"status\":\"" + status + "\",\"schemes\":\"bearer\",\"scope\":\"" + scope + "\"}";
    }
}
