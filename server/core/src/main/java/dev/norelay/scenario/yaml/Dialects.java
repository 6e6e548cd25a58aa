package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays a story over the dialect that it names, and that over the plain defaults. */
final class Dialects {
    private static final String PLAIN = "plain";

    private final CatalogueFiles files;
    private final Problems problems;
    private final @Nullable String chosen;
    private final Map<String, Tree.Mapping> read = new HashMap<>();

    /**
     * @param chosen over whatever a story names; or null
     */
    Dialects(CatalogueFiles files, Problems problems, @Nullable String chosen) {
        this.files = files;
        this.problems = problems;
        this.chosen = chosen;
        read.put(PLAIN, Defaults.PLAIN);
    }

    /**
     * Looks whether there is a dialect.
     *
     * @throws ScenarioException if not, naming the nearest
     */
    static void require(String name, CatalogueFiles files) {
        if (!name.equals(PLAIN) && !files.dialects().contains(name)) {
            List<String> near = Words.nearest(name, files.dialects());
            String guess = near.isEmpty() ? "" : "did you mean " + Words.oneOf(near) + "? ";
            throw new ScenarioException(
                    "unknown dialect " + name + "; " + guess + "`norelay list --dialects` shows all");
        }
    }

    /** The story with all layers below it. */
    Tree.Mapping below(Tree.Mapping story) {
        Tree.Scalar named = chosen == null ? named(story) : new Tree.Scalar(story.place(), chosen, false);
        Tree.Mapping dialect = named == null ? null : read.get(named.text());
        if (dialect == null && named != null) {
            dialect = dialect(named);
            read.put(named.text(), dialect);
        }
        return Layers.lay(dialect == null ? Defaults.PLAIN : dialect, story);
    }

    private static Tree.@Nullable Scalar named(Tree.Mapping story) {
        Tree.Entry server = story.entries().get("server");
        if (server != null && server.value() instanceof Tree.Mapping keys) {
            Tree.Entry dialect = keys.entries().get("dialect");
            return dialect != null && dialect.value() instanceof Tree.Scalar name && !name.isNothing() ? name : null;
        }
        return null;
    }

    private Tree.Mapping dialect(Tree.Scalar named) {
        if (!files.dialects().contains(named.text())) {
            List<String> known = new ArrayList<>(files.dialects());
            known.add(PLAIN);
            String near = Words.didYouMean(named.text(), known);
            String hint = near == null ? "`norelay list --dialects` shows all" : near;
            problems.add(named.place(), "dialect: there is no dialect " + Words.quoted(named.text()), hint);
            return Defaults.PLAIN;
        }
        return Layers.lay(Defaults.PLAIN, server(named.text()));
    }

    /** What the file of a dialect says of its server. */
    private Tree.Mapping server(String name) {
        Section top = top(name);
        Map<String, Tree.Entry> story = new LinkedHashMap<>();
        if (top != null) {
            Tree server = top.tree("server");
            if (server != null) {
                story.put("server", new Tree.Entry(top.key("server"), server));
            }
            top.close();
        }
        return new Tree.Mapping(top == null ? Defaults.PLAIN.place() : top.place(), story);
    }

    private @Nullable Section top(String name) {
        String path = CatalogueFiles.DIALECTS + name + ".yaml";
        Source source = new Source(path, files.text(path));
        if (!(TreeReader.read(source, problems) instanceof Tree.Mapping map)) {
            problems.add(source.problem("found no map, expected a dialect", null));
            return null;
        }
        Section top = new Section("", map, problems);
        ScenarioDecoder.requireFormat(top);
        top.require("title", "write `title: …`, the name of the software or provider");
        top.text("title");
        top.texts("sources", List.of());
        return top;
    }

    /** A dialect by itself, as it is written, and what it comes to over the plain defaults. */
    Dialect read(String name) {
        Section top = name.equals(PLAIN) ? null : top(name);
        Tree.Mapping story = new Tree.Mapping(Defaults.PLAIN.place(), Map.of());
        Map<String, List<String>> sources = new LinkedHashMap<>();
        String title = name;
        if (top != null) {
            title = top.text("title", name);
            if (top.tree("server") instanceof Tree.Mapping server) {
                sources("", server, sources);
            }
            story = server(name);
        }
        return new Dialect(
                name,
                title,
                new PhaseDecoder(Layers.lay(Defaults.PLAIN, story), problems)
                        .decode(Phase.BROKEN)
                        .server(),
                sources);
    }

    /** Where the words below each key were met. */
    private static void sources(String path, Tree.Mapping map, Map<String, List<String>> found) {
        map.entries().forEach((key, entry) -> {
            if (key.equals("source") || key.equals("sources")) {
                List<Tree> named = entry.value() instanceof Tree.Sequence all ? all.items() : List.of(entry.value());
                List<String> texts = new ArrayList<>();
                for (Tree each : named) {
                    if (each instanceof Tree.Scalar text) {
                        texts.add(text.text());
                    }
                }
                found.put(path, List.copyOf(texts));
            } else if (entry.value() instanceof Tree.Mapping below) {
                sources(path.isEmpty() ? key : path + "." + key, below, found);
            }
        });
    }
}
