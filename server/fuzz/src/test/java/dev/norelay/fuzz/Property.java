package dev.norelay.fuzz;

import java.util.Arrays;
import java.util.Objects;

/** What must be true of whatever a fuzzer finds. */
public final class Property {
    private Property() {}

    /** Fails, saying what was found, unless it is true. */
    public static void holds(boolean condition, String what, Object... details) {
        if (!condition) {
            throw new AssertionError(what + ": " + Arrays.toString(details));
        }
    }

    /** Fails unless both are equal. */
    public static void same(Object expected, Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + "\nexpected: " + expected + "\n but was: " + actual);
        }
    }
}
