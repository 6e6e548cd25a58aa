package dev.norelay.session;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** RFC 4616 §2: {@code [authzid] NUL authcid NUL passwd}. */
record PlainExchange() implements SaslExchange {
    @Override
    public Mechanism mechanism() {
        return Mechanism.PLAIN;
    }

    @Override
    public Step respond(byte[] octets, ServerProfile profile) {
        List<String> parts = List.of(new String(octets, StandardCharsets.UTF_8).split("\0", -1));
        return parts.size() == 3
                ? new Step.Shown(LoginAttempt.of(parts.get(1), parts.get(2)::equals, Mechanism.PLAIN, profile))
                : new Step.Garbled("PLAIN wants two NULs between identity, user and password");
    }
}
