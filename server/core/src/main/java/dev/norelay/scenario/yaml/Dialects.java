package dev.norelay.scenario.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays a story over the dialect that it names, and that over the plain defaults. */
final class Dialects {
    private static final String PLAIN = "plain";

    private final CatalogueFiles files;
    private final Problems problems;
    private final Map<String, Tree.Mapping> read = new HashMap<>();

    Dialects(CatalogueFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
        read.put(PLAIN, Defaults.PLAIN);
    }

    /** The story with all layers below it. */
    Tree.Mapping below(Tree.Mapping story) {
        Tree.Scalar named = named(story);
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
            String hint = near == null ? "known: " + Words.oneOf(known) : near;
            problems.add(named.place(), "dialect: there is no dialect " + Words.quoted(named.text()), hint);
            return Defaults.PLAIN;
        }
        String path = CatalogueFiles.DIALECTS + named.text() + ".yaml";
        Source source = new Source(path, files.text(path));
        if (!(TreeReader.read(source, problems) instanceof Tree.Mapping map)) {
            problems.add(source.problem("found no map, expected a dialect", null));
            return Defaults.PLAIN;
        }
        Section top = new Section("", map, problems);
        ScenarioDecoder.requireFormat(top);
        top.text("title");
        top.texts("sources", List.of());
        Tree server = top.tree("server");
        Map<String, Tree.Entry> story =
                server == null ? Map.of() : Map.of("server", new Tree.Entry(top.key("server"), server));
        top.close();
        return Layers.lay(Defaults.PLAIN, new Tree.Mapping(map.place(), story));
    }
}
