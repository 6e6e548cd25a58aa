package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decodes a file's phases: {@code broken}, those that {@code fixed} leads through, and those of {@code phases}. */
final class PhasesDecoder {
    private static final List<String> PARTS = List.of("mail", "client", "server");

    private final Section top;
    private final Dialects dialects;
    private final Problems problems;
    private final Map<String, Tree.Mapping> overlays = new LinkedHashMap<>();
    private final Map<String, Section> holders = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> steps = new ArrayList<>();

    PhasesDecoder(Section top, Dialects dialects, Problems problems) {
        this.top = top;
        this.dialects = dialects;
        this.problems = problems;
    }

    /** The names of the phases that remedies lead through. To be called behind {@link #decode}. */
    List<String> steps() {
        return steps;
    }

    /** All phases, {@code broken} first, then those that remedies lead through, then the others. */
    Map<String, Phase> decode() {
        Tree.Mapping file = parts(top);
        named();
        remedies();
        if (steps.isEmpty()) {
            steps.add(Phase.FIXED);
        }
        if (overlays.containsKey(Phase.BROKEN)) {
            new PhaseDecoder(dialects.below(file), problems).check();
        }
        Map<String, Phase> phases = new LinkedHashMap<>();
        Tree.Mapping broken = overlays.getOrDefault(Phase.BROKEN, nothing());
        phases.put(Phase.BROKEN, phase(Phase.BROKEN, file, broken));
        for (String step : steps) {
            phases.put(step, phase(step, file, overlays.getOrDefault(step, broken)));
        }
        for (Map.Entry<String, Tree.Mapping> other : overlays.entrySet()) {
            if (!phases.containsKey(other.getKey())) {
                phases.put(other.getKey(), phase(other.getKey(), file, other.getValue()));
            }
        }
        known.addAll(phases.keySet());
        return phases;
    }

    private Phase phase(String name, Tree.Mapping file, Tree.Mapping overlay) {
        return new PhaseDecoder(dialects.below(Layers.lay(file, overlay)), problems).decode(name);
    }

    private void named() {
        Section phases = top.section("phases");
        for (String name : phases.names()) {
            holders.put(name, phases.section(name));
            overlays.put(name, overlay(phases.section(name)));
        }
        if (overlays.containsKey(Phase.FIXED)) {
            steps.add(Phase.FIXED);
        }
    }

    private void remedies() {
        Tree fixed = top.tree("fixed");
        if (fixed instanceof Tree.Sequence list) {
            List<Tree> items = list.items();
            Tree.Mapping sum = nothing();
            for (int i = 0; i < items.size(); i++) {
                boolean last = i == items.size() - 1;
                String name = last ? Phase.FIXED : Phase.FIXED + "-" + (i + 1);
                sum = Layers.lay(sum, item(items.get(i), name));
                step(name, sum);
            }
        } else if (fixed != null) {
            Section section = top.section("fixed");
            holders.put(Phase.FIXED, section);
            step(Phase.FIXED, overlay(section));
        }
    }

    private Tree.Mapping item(Tree item, String name) {
        if (item instanceof Tree.Mapping map) {
            Section section = new Section("fixed", map, problems);
            holders.put(name, section);
            return overlay(section);
        }
        top.mistake(item, "fixed", "a map in each item, such as `client: { … }`", null);
        return nothing();
    }

    private void step(String name, Tree.Mapping overlay) {
        if (overlays.put(name, overlay) != null) {
            problems.add(
                    top.key("fixed"),
                    "the phase " + name + " is here twice, as `fixed` and in `phases`",
                    "keep one of them: `fixed: …` is short for `phases: { fixed: … }`");
        }
        if (!steps.contains(name)) {
            steps.add(name);
        }
    }

    private static Tree.Mapping overlay(Section section) {
        Tree.Mapping parts = parts(section);
        section.close();
        return parts;
    }

    /** What of a map is story: mail, client and server. */
    private static Tree.Mapping parts(Section section) {
        Map<String, Tree.Entry> parts = new LinkedHashMap<>();
        for (String part : PARTS) {
            Tree found = section.tree(part);
            if (found != null) {
                parts.put(part, new Tree.Entry(section.key(part), found));
            }
        }
        section.tree("rules");
        return new Tree.Mapping(section.place(), parts);
    }

    /** All rules: those of single phases first. To be called behind {@link #decode}. */
    List<Rule> rules() {
        RulesDecoder decoder = new RulesDecoder(problems, known);
        List<Rule> rules = new ArrayList<>();
        holders.forEach((phase, holder) -> rules.addAll(decoder.decode(holder, phase)));
        rules.addAll(decoder.decode(top, null));
        return rules;
    }

    private Tree.Mapping nothing() {
        return new Tree.Mapping(top.place(), Map.of());
    }
}
