package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.TOO_MANY;
import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_RULE;

import dev.norelay.scenario.Rule;
import dev.norelay.scenario.RuleState;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.scenario.yaml.ScenarioWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a server: told, added, taken away. */
final class RuleRoutes {
    /** Each command is held against all rules of its moment. */
    private static final int MOST = 1_000;

    private final Servers servers;

    RuleRoutes(Servers servers) {
        this.servers = servers;
    }

    Answer list(Request request) {
        Hosted hosted = servers.get(request.knows().path("id"));
        return Answer.json(Map.of(
                "items", hosted.server().rules().stream().map(RuleRoutes::shown).toList()));
    }

    Answer get(Request request) {
        Hosted hosted = servers.get(request.knows().path("id"));
        long number = request.pathNumber("rule").orElse(0);
        return hosted.server().rules().stream()
                .filter(rule -> rule.number() == number)
                .findFirst()
                .map(RuleRoutes::shown)
                .map(Answer::json)
                .orElseThrow(() -> unknown(request));
    }

    Answer add(Request request) {
        Hosted hosted = servers.get(request.knows().path("id"));
        Rule rule = ScenarioReader.rule(
                Shelf.BODY, request.document(), hosted.server().scenario());
        if (hosted.server().rules().size() >= MOST) {
            throw new Trouble(TOO_MANY, "the server has " + MOST + " rules already; DELETE some, or reset it");
        }
        hosted.stage().add(rule);
        List<RuleState> rules = hosted.server().rules();
        RuleState added = rules.get(rules.size() - 1);
        return Answer.created(Routes.API + "/servers/" + hosted.id() + "/rules/" + added.number(), shown(added));
    }

    Answer remove(Request request) {
        Hosted hosted = servers.get(request.knows().path("id"));
        if (!hosted.stage().remove((int) request.pathNumber("rule").orElse(0))) {
            throw unknown(request);
        }
        return Answer.NOTHING;
    }

    private static Trouble unknown(Request request) {
        return new Trouble(
                UNKNOWN_RULE,
                "no rule has the number " + Request.shown(request.path("rule")) + "; reset gives numbers anew");
    }

    private static Map<String, @Nullable Object> shown(RuleState state) {
        Rule rule = state.rule();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", state.number());
        shown.put("name", rule.name());
        shown.put("title", rule.title());
        shown.put("line", rule.line() == 0 ? null : rule.line());
        shown.put("on", rule.on().id());
        shown.put("phases", rule.phases().stream().sorted().toList());
        shown.put("added", state.added());
        shown.put("fired", state.fired());
        shown.put("nearMiss", state.nearMiss().isEmpty() ? null : state.nearMiss());
        shown.put("yaml", yaml(rule));
        return shown;
    }

    private static @Nullable String yaml(Rule rule) {
        try {
            return ScenarioWriter.write(rule);
        } catch (IllegalArgumentException noFileSaysIt) {
            return null;
        }
    }
}
