package dev.norelay.standalone;

import dev.norelay.scenario.yaml.Catalogue;
import java.util.Iterator;

/** The names of the catalogue, for a shell's completion. */
final class ScenarioNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Catalogue.names().iterator();
    }
}
