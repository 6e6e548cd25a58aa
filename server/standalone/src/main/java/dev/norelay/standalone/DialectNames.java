package dev.norelay.standalone;

import dev.norelay.scenario.yaml.Catalogue;
import java.util.Iterator;

/** The names of the dialects, for a shell's completion. */
final class DialectNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Catalogue.dialectNames().iterator();
    }
}
