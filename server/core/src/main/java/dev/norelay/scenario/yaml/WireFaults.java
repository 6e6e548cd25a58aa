package dev.norelay.scenario.yaml;

import dev.norelay.fault.Fault;
import dev.norelay.fault.Fragment;
import dev.norelay.session.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes faults of the wire that take octets. */
final class WireFaults {
    private static final int MOST = 1_000_000;

    private WireFaults() {}

    /** A fault that takes octets: of the server, or of each side apart; 0 for a side that is not named. */
    interface Making {
        Fault of(long read, long write);
    }

    static @Nullable Action octets(Section section, String key, Tree value, Making making) {
        boolean apart = value instanceof Tree.Mapping;
        Section sides = apart ? section.section(key) : section;
        long read = apart ? atLeastOne(sides, "read") : 0;
        long write = atLeastOne(sides, apart ? "write" : key);
        if (apart) {
            sides.close();
            if (!sides.has("read") && !sides.has("write")) {
                section.mistake(value, key, "octets, or `read` and `write`", "write `" + key + ": { read: 100 }`");
            }
        }
        return read < 0 || write < 0 || read + write == 0 ? null : new Action.Enact(making.of(read, write));
    }

    /** 0 where there is no such key, -1 where it is wrong. */
    private static long atLeastOne(Section section, String key) {
        if (section.tree(key) == null && !section.has(key)) {
            return 0;
        }
        long octets = section.size(key, -1);
        if (octets == 0) {
            section.refuse(key, key + ": found 0, expected at least 1 octet", null);
            return -1;
        }
        return octets;
    }

    static @Nullable Action fragment(Section section, Tree value) {
        if (!(value instanceof Tree.Sequence list)) {
            Integer size = section.number("fragment", 1, MOST);
            return size == null ? null : new Action.Enact(new Fragment(size, List.of()));
        }
        List<Integer> at = new ArrayList<>(list.items().size());
        int last = 0;
        for (Tree item : list.items()) {
            Integer offset = section.number(item, "fragment", last + 1, MOST);
            if (offset == null) {
                return null;
            }
            at.add(offset);
            last = offset;
        }
        if (at.isEmpty()) {
            section.mistake(value, "fragment", "octets of a piece, or offsets, such as [4, 10]", null);
            return null;
        }
        return new Action.Enact(new Fragment(0, at));
    }
}
