package dev.norelay.fault;

import java.time.Duration;
import java.util.List;

/**
 * Splits the replies that follow, each piece in a segment of its own, inside TLS in a record of its own. A pause between
 * them lets the client read them apart.
 *
 * @param size octets of each piece; 0 where offsets say it
 * @param at offsets at which a reply is split, ascending; empty where the size says it
 */
public record Fragment(int size, List<Integer> at) implements Fault {
    /** Between two pieces: with less, a busy client reads several at once. */
    public static final Duration PAUSE = Duration.ofMillis(5);

    public Fragment {
        at = List.copyOf(at);
        int last = 0;
        for (int offset : at) {
            if (offset <= last) {
                throw new IllegalArgumentException("offsets ascend from 1: " + at);
            }
            last = offset;
        }
        if (size < 0 || (size == 0) == at.isEmpty()) {
            throw new IllegalArgumentException("give a size of at least 1, or offsets");
        }
    }

    @Override
    public String id() {
        return "fragment";
    }

    @Override
    public boolean isPassing() {
        return true;
    }

    @Override
    public void enact(Wire wire) {
        wire.fragment(this);
    }

    /** Where the piece ends that begins at this offset of so many octets. */
    public int end(int begin, int length) {
        int end = size > 0
                ? begin + size
                : at.stream().filter(offset -> offset > begin).findFirst().orElse(length);
        return Math.min(end, length);
    }
}
