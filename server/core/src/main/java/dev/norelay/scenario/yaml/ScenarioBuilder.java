package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A scenario in Java: each method is a key of scenario files, and says what differs from a correct, sane submission
 * server. It is checked and decoded by what reads files, so defaults, layers and mistakes are the same. Not thread-safe.
 *
 * <pre>{@code
 * Scenario scenario = ScenarioBuilder.scenario("relay-denied", "Relaying denied because the login was left blank")
 *         .diagnosis(Cause.LOGIN_MISSING)
 *         .fixed(fixed -> fixed.client(client -> client.login("alice@example.test", "correct-horse")))
 *         .rules(on(RCPT).when(recipient("*@slow.test")).then(pause(ofSeconds(2))))
 *         .build();
 * }</pre>
 *
 * <p>{@link ScenarioWriter} makes a file of it.
 */
public final class ScenarioBuilder {
    private final String name;
    private final Keys keys = new Keys();
    private final PhaseBuilder parts = new PhaseBuilder(keys);
    private final List<Keys> fixed = new ArrayList<>();
    private final List<Keys> rules = new ArrayList<>();

    private ScenarioBuilder(String name, String title) {
        this.name = name;
        keys.number("norelay", 1);
        keys.text("title", title);
        keys.text("name", name);
    }

    /**
     * Begins a scenario.
     *
     * @param name by which it is found
     * @param title what goes wrong, in one sentence
     */
    public static ScenarioBuilder scenario(String name, String title) {
        return new ScenarioBuilder(name, title);
    }

    /** The causes behind each other, the first one first. */
    public ScenarioBuilder diagnosis(Cause... causes) {
        keys.oneOrList("diagnosis", Arrays.stream(causes).map(Cause::id).toList());
        return this;
    }

    /** In a person's words; the diagnosis's, unless given. */
    public ScenarioBuilder cause(String sentence) {
        keys.text("cause", sentence);
        return this;
    }

    /** In a person's words; the diagnosis's, unless given. */
    public ScenarioBuilder remedy(String sentence) {
        keys.text("remedy", sentence);
        return this;
    }

    /** What people see in that mail client. */
    public ScenarioBuilder seen(String client, String text) {
        keys.map("seen").text(client, text);
        return this;
    }

    /** For choosing. */
    public ScenarioBuilder tags(String... tags) {
        keys.texts("tags", tags);
        return this;
    }

    /** Where it was met. */
    public ScenarioBuilder sources(String... sources) {
        keys.texts("sources", sources);
        return this;
    }

    /** What is sent, in all phases. */
    public ScenarioBuilder mail(Consumer<MailBuilder> differences) {
        parts.mail(differences);
        return this;
    }

    /** The person's settings, in all phases that do not say otherwise. */
    public ScenarioBuilder client(Consumer<ClientBuilder> differences) {
        parts.client(differences);
        return this;
    }

    /** What they meet, in all phases that do not say otherwise. */
    public ScenarioBuilder server(Consumer<ServerBuilder> differences) {
        parts.server(differences);
        return this;
    }

    /**
     * What differs once the remedy is done. Where several remedies are needed in turn, call it for each: they add up, in
     * the phases {@code fixed-1}, {@code fixed-2} and so on; the last one is {@code fixed}.
     */
    public ScenarioBuilder fixed(Consumer<PhaseBuilder> differences) {
        Keys remedy = new Keys();
        differences.accept(new PhaseBuilder(remedy));
        fixed.add(remedy);
        return this;
    }

    /** What differs in a phase: {@code broken}, or one that an action {@code become} enters. */
    public ScenarioBuilder phase(String phase, Consumer<PhaseBuilder> differences) {
        differences.accept(new PhaseBuilder(keys.map("phases").map(phase)));
        return this;
    }

    /**
     * What the server does instead of what a correct one would: behind the rules given before. Those of single phases
     * say so with {@code during}.
     *
     * @throws IllegalArgumentException if no file says it
     */
    public ScenarioBuilder rules(Rule... more) {
        for (Rule rule : more) {
            rules.add(RuleEncoder.encode(rule));
        }
        return this;
    }

    /** What a good client does. */
    public ScenarioBuilder expect(Consumer<ExpectationBuilder> differences) {
        differences.accept(new ExpectationBuilder(keys.map("expect")));
        return this;
    }

    /**
     * The scenario.
     *
     * @throws ScenarioException with every mistake in it, as in a file: a listener that is not there, a rule that can
     *     never fire, a phase that nobody enters
     */
    public Scenario build() {
        return ScenarioReader.read(mapping(new Place(new Source(name, ""), 0, 0)));
    }

    /** As a file would say it, right or wrong. */
    @Override
    public String toString() {
        return TreeWriter.write(mapping(new Place(new Source(name, ""), 0, 0)));
    }

    private Tree.Mapping mapping(Place place) {
        if (!fixed.isEmpty()) {
            keys.oneOrList("fixed", fixed);
        }
        if (!rules.isEmpty()) {
            keys.list("rules", rules);
        }
        return keys.mapping(place);
    }
}
