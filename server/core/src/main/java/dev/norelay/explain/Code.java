package dev.norelay.explain;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reply code, an enhanced status code, or the two side by side.
 *
 * @param basic three digits (RFC 5321 §4.2); empty where there is none
 * @param enhanced three numbers (RFC 3463 §2); empty where there is none
 */
record Code(String basic, String enhanced) {
    boolean isPermanent() {
        return (basic.isEmpty() ? enhanced : basic).startsWith("5");
    }

    /** The enhanced code with {@code X} for its class, as the RFCs' tables have it. */
    String subject() {
        return enhanced.isEmpty() ? "" : "X" + enhanced.substring(1);
    }

    @Override
    public String toString() {
        return Stream.of(basic, enhanced).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
