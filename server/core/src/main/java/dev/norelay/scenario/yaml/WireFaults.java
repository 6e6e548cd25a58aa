package dev.norelay.scenario.yaml;

import dev.norelay.fault.Fragment;
import dev.norelay.session.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes faults of the wire that take octets. */
final class WireFaults {
    private static final int MOST = 1_000_000;

    private WireFaults() {}

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
