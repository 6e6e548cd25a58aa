package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.BAD_SCENARIO;
import static dev.norelay.standalone.http.Trouble.Kind.NOT_REMOVABLE;
import static dev.norelay.standalone.http.Trouble.Kind.SCENARIO_EXISTS;
import static dev.norelay.standalone.http.Trouble.Kind.TOO_MANY;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalogue, and the scenarios that were added to it until norelay ends. Never reads a file by name. Thread-safe. */
final class Shelf {
    /** The family of what was added. */
    static final String ADDED = "added";

    /** By which problems call a body. */
    static final String BODY = "body.yaml";

    private static final int MOST = 1_000;

    /**
     * A scenario on the shelf.
     *
     * @param text its file
     */
    record Book(Scenario scenario, String family, String text) {
        /** By which it is found in the list. */
        String key() {
            return family + "/" + scenario.name();
        }

        boolean isAdded() {
            return family.equals(ADDED);
        }
    }

    private final Map<String, Book> added = new TreeMap<>();
    private final Set<String> names = new HashSet<>(Catalogue.names());

    /**
     * @param own files of the person's own, by name; they hide those of the catalogue
     */
    Shelf(Map<String, String> own) {
        own.forEach((name, text) -> added.put(name, new Book(ScenarioReader.read(name + ".yaml", text), ADDED, text)));
    }

    /**
     * The scenario with that name.
     *
     * @throws ScenarioException if there is none, naming the nearest
     */
    Book book(String name) {
        synchronized (this) {
            Book own = added.get(name);
            if (own != null) {
                return own;
            }
        }
        return catalogued(Catalogue.scenario(name));
    }

    private static Book catalogued(Scenario scenario) {
        return new Book(scenario, Catalogue.family(scenario.name()), Catalogue.text(scenario.name()));
    }

    /**
     * The scenario with that name, spoken in a dialect where one is given.
     *
     * @throws ScenarioException if there is no such scenario or dialect
     */
    Scenario spoken(String name, @Nullable String dialect) {
        Book book = book(name);
        if (dialect == null) {
            return book.scenario();
        }
        return book.isAdded() ? read(book.text(), dialect) : Catalogue.scenario(name, dialect);
    }

    /**
     * A scenario that is only a text.
     *
     * @throws ScenarioException with all mistakes
     */
    static Scenario read(String text, @Nullable String dialect) {
        return dialect == null ? ScenarioReader.read(BODY, text) : ScenarioReader.read(BODY, text, dialect);
    }

    /** Everything, by family and name. */
    List<Book> all() {
        List<Book> all = new ArrayList<>();
        Catalogue.all().forEach(scenario -> all.add(catalogued(scenario)));
        synchronized (this) {
            all.addAll(added.values());
        }
        all.sort(Comparator.comparing(Book::family)
                .thenComparing(book -> book.scenario().name()));
        return all;
    }

    /**
     * Puts a scenario on the shelf, under the name that its text gives it.
     *
     * @throws ScenarioException with all mistakes
     */
    synchronized Book add(String text, boolean replace) {
        Scenario scenario = read(text, null);
        String name = scenario.name();
        if (name.equals("body")) {
            throw new Trouble(BAD_SCENARIO, "a scenario that is to be kept needs a name: write `name: …` in it");
        }
        if (names.contains(name)) {
            throw new Trouble(
                    SCENARIO_EXISTS, "the catalogue has a scenario called " + name + "; give yours another name");
        }
        if (!replace && added.containsKey(name)) {
            throw new Trouble(
                    SCENARIO_EXISTS,
                    "a scenario called " + name + " was added before; ?replace=true puts yours in its place");
        }
        if (added.size() >= MOST) {
            throw new Trouble(TOO_MANY, "there are " + MOST + " added scenarios already; DELETE some of them");
        }
        Book book = new Book(scenario, ADDED, text);
        added.put(name, book);
        return book;
    }

    /**
     * Takes one away that was added.
     *
     * @throws ScenarioException if there is none with that name
     */
    synchronized void remove(String name) {
        if (added.remove(name) == null) {
            book(name);
            throw new Trouble(NOT_REMOVABLE, name + " is of the catalogue, and stays");
        }
    }
}
