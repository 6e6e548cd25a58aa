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
    private final List<Holder> holders = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    /** What has rules for some phases only. */
    private record Holder(Section section, Set<String> phases) {}

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
        return phases;
    }

    private Phase phase(String name, Tree.Mapping file, Tree.Mapping overlay) {
        return new PhaseDecoder(dialects.below(Layers.lay(file, overlay)), problems).decode(name);
    }

    private void named() {
        Section phases = top.section("phases");
        for (String name : phases.names()) {
            holders.add(new Holder(phases.section(name), Set.of(name)));
            overlays.put(name, overlay(phases.section(name)));
        }
        if (overlays.containsKey(Phase.FIXED)) {
            steps.add(Phase.FIXED);
        }
    }

    private void remedies() {
        Tree fixed = top.tree("fixed");
        if (fixed instanceof Tree.Sequence list) {
            remedies(list.items());
        } else if (fixed != null) {
            Section section = top.section("fixed");
            holders.add(new Holder(section, Set.of(Phase.FIXED)));
            step(Phase.FIXED, overlay(section));
        }
    }

    /** Overlays add up: what one remedy lays on, its rules too, holds behind the next one. */
    private void remedies(List<Tree> items) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < items.size(); i++) {
            names.add(Phase.FIXED + "-" + i);
        }
        names.add(Phase.FIXED);
        List<Holder> remedied = new ArrayList<>();
        Tree.Mapping sum = nothing();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Tree.Mapping map) {
                Section section = new Section("fixed", map, problems);
                // Later over earlier: its rules come first.
                remedied.add(0, new Holder(section, new LinkedHashSet<>(names.subList(i, names.size()))));
                sum = Layers.lay(sum, overlay(section));
            } else {
                top.mistake(items.get(i), "fixed", "a map in each item, such as `client: { … }`", null);
            }
            step(names.get(i), sum);
        }
        holders.addAll(remedied);
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
    List<Rule> rules(Map<String, Phase> phases) {
        Set<String> listeners = new LinkedHashSet<>();
        phases.values()
                .forEach(phase -> listeners.addAll(phase.server().listeners().keySet()));
        RulesDecoder decoder = new RulesDecoder(new Names(phases.keySet(), listeners), problems);
        int before = problems.count();
        List<WrittenRule> rules = new ArrayList<>();
        holders.forEach(holder -> rules.addAll(decoder.decode(holder.section(), holder.phases())));
        rules.addAll(decoder.decode(top, Set.of()));
        if (problems.count() == before) {
            // A rule that could not be read would seem to let others through, or to hold them up.
            DeadRules dead = new DeadRules(rules, steps, problems);
            dead.report();
            dead.reportPhases(top.section("phases"));
        }
        List<Rule> read = new ArrayList<>();
        rules.forEach(rule -> read.add(rule.rule()));
        return read;
    }

    private Tree.Mapping nothing() {
        return new Tree.Mapping(top.place(), Map.of());
    }
}
