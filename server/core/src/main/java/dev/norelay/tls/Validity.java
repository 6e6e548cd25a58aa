package dev.norelay.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The window in which a certificate is valid, both ends included, in whole seconds. */
record Validity(Instant notBefore, Instant notAfter) {
    private static final Duration TWENTY_YEARS = Duration.ofDays(20 * 365 + 5);

    Validity {
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
    }

    /** An authority's: so wide that only a leaf is ever out of date. */
    static Validity ofAuthority(Instant now) {
        return new Validity(now.minus(TWENTY_YEARS), now.plus(TWENTY_YEARS));
    }

    byte[] der() {
        return Der.sequence(Der.time(notBefore), Der.time(notAfter));
    }
}
