package dev.norelay.scenario;

import dev.norelay.smtp.Ids;
import java.util.Optional;

/** Which certificate a server shows. Minted at run time, so none ever runs out by itself. */
public enum Certificate {
    VALID,
    EXPIRED,
    NOT_YET_VALID,
    WRONG_HOST,
    SELF_SIGNED,
    UNKNOWN_ISSUER,
    MISSING_INTERMEDIATE,
    WEAK_KEY;

    /** The word of scenario files. */
    public String id() {
        return Ids.of(this);
    }

    /** The certificate with that word, if there is one. */
    public static Optional<Certificate> ofId(String id) {
        return Ids.find(values(), id);
    }
}
