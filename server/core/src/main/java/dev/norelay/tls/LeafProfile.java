package dev.norelay.tls;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a server's certificate says: its kind, its names, and the clock of the device that will look at it. A value,
 * usable as the key of a cache; but mint {@link Kind#MISSING_INTERMEDIATE} anew for each server, since clients remember
 * intermediates.
 *
 * <p><b>The clock.</b> {@code clockOffset} is the device's clock minus the right time: {@code -400d} is a device whose
 * clock is 400 days behind. Nobody can set a test machine's clock, so the leaf moves the other way and the test machine
 * meets what such a device would meet: the window of validity is shifted by {@code -clockOffset}. A device 400 days
 * behind takes a sound leaf for one that becomes valid in 370 days; so the leaf minted for it is valid from 370 to 460
 * days after now, and a right clock finds it not yet valid. A device ahead finds it expired. In other words, a right
 * clock at time <i>t</i> judges this leaf as a clock at <i>t + clockOffset</i> judges one that is minted without
 * offset.
 *
 * @param kind in which one way it is wrong, if at all
 * @param names the hosts for which it is valid, DNS names in ASCII or IP literals, at least one; duplicates are dropped
 * @param clockOffset how far the device's clock is ahead (positive) or behind (negative), at most 100 years; zero if
 *     it is right
 */
public record LeafProfile(Kind kind, List<String> names, Duration clockOffset) {
    private static final Duration FARTHEST = Duration.ofDays(36_525);
    private static final List<String> WRONG_HOST_NAMES = List.of("wrong-host.invalid");

    /** In which one way a certificate is wrong. Windows are in days from now, before the clock's offset. */
    public enum Kind {
        /** Nothing is wrong: from 30 days ago, for 60 days to come. */
        VALID(-30, 60),
        /** Valid from 90 days ago until yesterday. */
        EXPIRED(-90, -1),
        /** Valid from tomorrow, for 90 days. */
        NOT_YET_VALID(1, 91),
        /** Valid for {@code wrong-host.invalid} only. */
        WRONG_HOST(-30, 60),
        /** Signed by its own key, by no authority. */
        SELF_SIGNED(-30, 60),
        /** Signed by an authority that was made for it and that nobody trusts. */
        UNKNOWN_ISSUER(-30, 60),
        /** Signed by an intermediate authority, made for it, whose certificate the server does not send. */
        MISSING_INTERMEDIATE(-30, 60),
        /** An RSA key of 1,024 bits. OpenSSL's clients refuse it, Java's do not. */
        WEAK_KEY(-30, 60);

        private final Duration from;
        private final Duration until;

        Kind(int fromDays, int untilDays) {
            from = Duration.ofDays(fromDays);
            until = Duration.ofDays(untilDays);
        }
    }

    /**
     * Checks the names and the offset.
     *
     * @throws IllegalArgumentException if there is no name, if one is neither a DNS name nor an IP literal, or if the
     *     clock is more than 100 years wrong
     */
    public LeafProfile {
        names = names.stream().distinct().toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a certificate needs at least one name: give the server's host name");
        }
        names.forEach(GeneralName::encode);
        if (clockOffset.abs().compareTo(FARTHEST) > 0) {
            throw new IllegalArgumentException(
                    "a clock offset of " + clockOffset.toDays() + " days is too much: at most 36525 days (100 years)");
        }
    }

    /** A leaf of this kind as a device with a right clock meets it. */
    public static LeafProfile of(Kind kind, String... names) {
        for (String name : names) {
            requireNonNull(name, "name or address of a server");
        }
        return new LeafProfile(kind, List.of(names), Duration.ZERO);
    }

    Validity validity(Instant now) {
        Instant deviceSees = now.minus(clockOffset);
        return new Validity(deviceSees.plus(kind.from), deviceSees.plus(kind.until));
    }

    /** The names that the certificate says, which are those asked for but in one kind. */
    List<String> certifiedNames() {
        return kind == Kind.WRONG_HOST ? WRONG_HOST_NAMES : names;
    }
}
