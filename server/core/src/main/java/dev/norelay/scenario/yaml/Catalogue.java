package dev.norelay.scenario.yaml;

import static java.util.Objects.requireNonNull;

import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The scenarios that come with norelay. Thread-safe. */
public final class Catalogue {
    /** What has been read of it by path and dialect: files of a jar do not change, and servers are many. */
    private static final Map<String, Scenario> READ = new ConcurrentHashMap<>();

    private Catalogue() {}

    /** The names of all scenarios, sorted. */
    public static List<String> names() {
        return List.copyOf(CatalogueFiles.own().scenarios().keySet());
    }

    /**
     * The scenario with that name.
     *
     * @throws ScenarioException if there is none, naming the nearest
     */
    public static Scenario scenario(String name) {
        CatalogueFiles files = CatalogueFiles.own();
        return scenario(files, path(files, name), null);
    }

    /**
     * The scenario with that name, spoken in a dialect.
     *
     * @param dialect whichever the scenario itself names
     * @throws ScenarioException if there is none, or no such dialect, naming the nearest
     */
    public static Scenario scenario(String name, String dialect) {
        CatalogueFiles files = CatalogueFiles.own();
        return scenario(files, path(files, name), dialect);
    }

    /** The names of all dialects but {@code plain}, sorted. */
    public static List<String> dialectNames() {
        return List.copyOf(CatalogueFiles.own().dialects());
    }

    /** All dialects but {@code plain}, sorted by name. */
    public static List<Dialect> dialects() {
        return dialectNames().stream().map(Catalogue::dialect).toList();
    }

    /**
     * The dialect with that name.
     *
     * @throws ScenarioException if there is none, naming the nearest, or with every mistake in its file
     */
    public static Dialect dialect(String name) {
        CatalogueFiles files = CatalogueFiles.own();
        Dialects.require(name, files);
        Problems problems = new Problems();
        Dialect dialect = new Dialects(files, problems, null).read(name);
        if (!problems.isEmpty()) {
            throw new ScenarioException(problems.sorted(new Source(CatalogueFiles.DIALECTS + name + ".yaml", "")));
        }
        return dialect;
    }

    /** All scenarios, sorted by name. */
    public static List<Scenario> all() {
        CatalogueFiles files = CatalogueFiles.own();
        List<Scenario> all = new ArrayList<>();
        for (String path : files.scenarios().values()) {
            all.add(scenario(files, path, null));
        }
        return List.copyOf(all);
    }

    /**
     * The file of the scenario with that name, as it is written.
     *
     * @throws ScenarioException if there is none, naming the nearest
     */
    public static String text(String name) {
        CatalogueFiles files = CatalogueFiles.own();
        return files.text(path(files, name));
    }

    /**
     * The family that the scenario with that name belongs to, such as {@code login}.
     *
     * @throws ScenarioException if there is none, naming the nearest
     */
    public static String family(String name) {
        String path = path(CatalogueFiles.own(), name);
        return path.substring(0, path.indexOf('/'));
    }

    private static Scenario scenario(CatalogueFiles files, String path, @Nullable String dialect) {
        return READ.computeIfAbsent(
                dialect == null ? path : path + " " + dialect,
                absent -> ScenarioReader.read(new Source(path, files.text(path)), files, dialect));
    }

    private static String path(CatalogueFiles files, String name) {
        requireNonNull(name, "name of a scenario");
        Map<String, String> paths = files.scenarios();
        String path = paths.get(name);
        if (path == null) {
            List<String> near = Words.nearest(name, paths.keySet());
            String guess = near.isEmpty() ? "" : "did you mean " + Words.oneOf(near) + "? ";
            throw new ScenarioException("unknown scenario " + name + "; " + guess
                    + "`norelay list`, and in Java Catalogue.names(), tell all");
        }
        return path;
    }
}
