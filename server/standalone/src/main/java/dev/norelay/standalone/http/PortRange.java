package dev.norelay.standalone.http;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Ports for isolated servers, where they have to be of a range: a container publishes such. Thread-safe. */
public final class PortRange {
    private final int first;
    private final int last;
    private final BitSet taken = new BitSet();
    private int next;

    /**
     * From {@code first} to {@code last}, both included.
     *
     * @throws IllegalArgumentException if that is no range of ports
     */
    public PortRange(int first, int last) {
        if (first < 1 || last > 65_535 || last < first) {
            throw new IllegalArgumentException(
                    "a range of ports is from 1 to 65535, the lower first, such as 30000-30399, not " + first + "-"
                            + last);
        }
        this.first = first;
        this.last = last;
    }

    /**
     * Takes a port, the one that was free longest.
     *
     * @param free whether nobody else on this machine has it
     * @return empty where all are taken
     */
    synchronized Optional<Integer> take(IntPredicate free) {
        int size = last - first + 1;
        for (int tried = 0; tried < size; tried++) {
            int index = next;
            next = (next + 1) % size;
            if (!taken.get(index) && free.test(first + index)) {
                taken.set(index);
                return Optional.of(first + index);
            }
        }
        return Optional.empty();
    }

    synchronized void giveBack(int port) {
        taken.clear(port - first);
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
