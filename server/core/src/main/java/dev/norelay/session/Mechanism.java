package dev.norelay.session;

import java.util.Locale;
import java.util.Optional;

/** A SASL mechanism that norelay speaks. */
public enum Mechanism {
    /** RFC 4616. */
    PLAIN,
    /** draft-murchison-sasl-login: not a standard, spoken by every client. */
    LOGIN;

    /** The mechanism with that name as AUTH gives it, in any case of letters. */
    public static Optional<Mechanism> ofName(String name) {
        for (Mechanism mechanism : values()) {
            if (mechanism.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }
}
