package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a whole scenario as a tree: the reverse of {@link ScenarioDecoder} and {@link PhasesDecoder}. */
final class ScenarioEncoder {
    private final Scenario scenario;
    private final Place place;
    private final Keys file = new Keys();

    ScenarioEncoder(Scenario scenario) {
        this.scenario = scenario;
        this.place = new Place(new Source(scenario.name(), ""), 0, 0);
    }

    Tree.Mapping encode() {
        file.number("norelay", 1);
        file.text("title", scenario.title());
        file.text("name", scenario.name());
        if (!scenario.diagnosis().isEmpty()) {
            file.oneOrList(
                    "diagnosis", scenario.diagnosis().stream().map(Cause::id).toList());
        }
        // What a file says that says no more.
        Scenario base = ScenarioReader.read(file.mapping(place));
        words(base);
        phases();
        if (!scenario.rules().isEmpty()) {
            file.list(
                    "rules", scenario.rules().stream().map(RuleEncoder::encode).toList());
        }
        if (!scenario.expectation().equals(base.expectation())) {
            expect(new ExpectationBuilder(file.map("expect")), base.expectation());
        }
        return file.mapping(place);
    }

    private void words(Scenario base) {
        PhaseEncoder.differ(scenario.cause(), base.cause(), cause -> file.text("cause", cause));
        PhaseEncoder.differ(scenario.remedy(), base.remedy(), remedy -> file.text("remedy", remedy));
        scenario.seen().forEach((client, text) -> file.map("seen").text(client, text));
        PhaseEncoder.differ(scenario.tags(), base.tags(), tags -> file.list("tags", tags));
        PhaseEncoder.differ(scenario.sources(), base.sources(), sources -> file.list("sources", sources));
    }

    private void phases() {
        Tree.Mapping nothing = new Keys().mapping(place);
        Keys common = new PhaseEncoder(nothing, nothing, common()).encode();
        file.addAll(common);
        Tree.Mapping all = common.mapping(place);
        Map<String, Keys> named = new LinkedHashMap<>();
        Keys broken = new PhaseEncoder(all, nothing, scenario.broken()).encode();
        if (!broken.isEmpty()) {
            named.put(Phase.BROKEN, broken);
        }
        remedies(all, nothing, !broken.isEmpty());
        for (Phase phase : scenario.phases().values()) {
            if (!phase.name().equals(Phase.BROKEN) && !scenario.steps().contains(phase.name())) {
                named.put(phase.name(), new PhaseEncoder(all, nothing, phase).encode());
            }
        }
        named.forEach((name, overlay) -> file.map("phases").map(name, overlay));
    }

    /** Overlays add up. One that differs in nothing is left out, unless that would make it like {@code broken}. */
    private void remedies(Tree.Mapping all, Tree.Mapping nothing, boolean needed) {
        List<Keys> overlays = new ArrayList<>();
        Tree.Mapping sum = nothing;
        for (String step : scenario.steps()) {
            Keys overlay = new PhaseEncoder(all, sum, scenario.phase(step)).encode();
            sum = Layers.lay(sum, overlay.mapping(place));
            overlays.add(overlay);
        }
        if (needed || overlays.size() > 1 || overlays.stream().anyMatch(overlay -> !overlay.isEmpty())) {
            file.oneOrList("fixed", overlays);
        }
    }

    /**
     * The phase {@code broken}, without what another phase does not have: an overlay cannot take a listener, an account or
     * a wording away, so such a thing stands in an overlay of {@code broken}.
     */
    private Phase common() {
        Phase broken = scenario.broken();
        Server server = broken.server();
        return new Phase(
                broken.name(),
                broken.mail(),
                broken.client(),
                new Server(
                        server.profile()
                                .withAccounts(shared(
                                        broken, each -> each.server().profile().accounts()))
                                .withWordings(shared(
                                        broken, each -> each.server().profile().wordings())),
                        shared(broken, each -> each.server().listeners()),
                        server.tls()));
    }

    private <K, V> Map<K, V> shared(Phase phase, Function<Phase, Map<K, V>> part) {
        Map<K, V> shared = new LinkedHashMap<>(part.apply(phase));
        scenario.phases()
                .values()
                .forEach(other -> shared.keySet().retainAll(part.apply(other).keySet()));
        return shared;
    }

    private void expect(ExpectationBuilder builder, Expectation base) {
        Expectation expectation = scenario.expectation();
        expectation.failsAtMoment().ifPresent(builder::failsAt);
        if (expectation.retry() != null) {
            builder.retry(expectation.retry());
        }
        PhaseEncoder.differ(expectation.keepsMail(), base.keepsMail(), builder::keepsMail);
        PhaseEncoder.differ(expectation.delivers(), base.delivers(), builder::delivers);
    }
}
