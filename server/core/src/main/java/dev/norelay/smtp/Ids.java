package dev.norelay.smtp;

import java.util.Locale;
import java.util.Optional;

/** The words of scenario files for enum constants: {@code END_OF_DATA} is {@code end-of-data}. */
public final class Ids {
    private Ids() {}

    /** The kebab-case word for a constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant with that word. */
    public static <E extends Enum<E>> Optional<E> find(E[] constants, String id) {
        for (E constant : constants) {
            if (of(constant).equals(id)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
