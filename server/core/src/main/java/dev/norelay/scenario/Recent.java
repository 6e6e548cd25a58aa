package dev.norelay.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of the entries that were put last: beyond a number of them, the eldest is forgotten. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
