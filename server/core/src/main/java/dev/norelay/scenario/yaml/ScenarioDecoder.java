package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.smtp.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes a whole file. Whatever it meets, it goes on to the end, so that all mistakes are found at once. */
final class ScenarioDecoder {
    private static final String FORMAT = "1";

    private final Section top;
    private final PhasesDecoder phases;

    ScenarioDecoder(Tree.Mapping file, CatalogueFiles catalogue, Problems problems, @Nullable String dialect) {
        this.top = new Section("", file, problems);
        this.phases = new PhasesDecoder(top, new Dialects(catalogue, problems, dialect), problems);
    }

    /** Whether the file is of the format that is read here; if not, that is the one problem worth reporting. */
    static boolean requireFormat(Section top) {
        top.require("norelay", "begin the file with `norelay: 1`");
        Tree.Scalar format = top.scalar("norelay", "1");
        if (format == null || format.text().equals(FORMAT)) {
            return true;
        }
        String hint = "this norelay reads format 1; a newer format needs a newer norelay";
        top.mistake(format, "norelay", FORMAT, hint);
        return false;
    }

    /** The scenario; worth something only if no problem was reported. Null for another format. */
    @Nullable
    Scenario decode(String defaultName) {
        if (!requireFormat(top)) {
            return null;
        }
        top.require("title", "write `title: …`, one sentence that tells what goes wrong");
        String name = top.text("name", defaultName);
        String title = top.text("title", "");
        List<Cause> diagnosis = diagnosis();
        Map<String, Phase> decoded = phases.decode();
        Scenario scenario = new Scenario(
                name,
                title,
                diagnosis,
                top.text("cause", diagnosis.isEmpty() ? title : diagnosis.get(0).sentence()),
                top.text("remedy", (diagnosis.isEmpty() ? Cause.NONE : diagnosis.get(0)).remedy()),
                seen(top.section("seen")),
                top.texts("tags", List.of()),
                top.texts("sources", List.of()),
                decoded,
                phases.steps(),
                phases.rules(decoded),
                expectation(top.section("expect")));
        top.close();
        return scenario;
    }

    private List<Cause> diagnosis() {
        Tree found = top.tree("diagnosis");
        List<Tree> items =
                found instanceof Tree.Sequence list ? list.items() : found == null ? List.of() : List.of(found);
        List<Cause> causes = new ArrayList<>(items.size());
        for (Tree item : items) {
            Tree.Scalar id = top.scalar(item, "diagnosis", "the id of a cause, or a list of them");
            Cause cause = id == null ? null : top.word(id, "diagnosis", Cause.values());
            if (cause != null) {
                causes.add(cause);
            }
        }
        return causes;
    }

    private static Map<String, String> seen(Section section) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String client : section.names()) {
            seen.put(client, section.text(client, ""));
        }
        return seen;
    }

    private static Expectation expectation(Section section) {
        Expectation base = Expectation.DEFAULT;
        Expectation expectation = new Expectation(
                section.word("fails-at", Moment.values()),
                section.word("retry", Expectation.Retry.values()),
                section.flag("keeps-mail", base.keepsMail()),
                section.word("delivers", Expectation.Delivers.values(), base.delivers()));
        section.close();
        return expectation;
    }
}
