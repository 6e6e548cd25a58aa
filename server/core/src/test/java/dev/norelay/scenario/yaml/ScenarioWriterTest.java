package dev.norelay.scenario.yaml;

import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Expectation;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Matcher;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.Server;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioWriterTest {
    /** And a story in each dialect, whose words are written out. */
    static List<Scenario> catalogue() {
        return Stream.concat(
                        Catalogue.all().stream(),
                        Catalogue.dialectNames().stream().map(name -> Catalogue.scenario("relay-denied", name)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void theCatalogueIsReadAsItWasWritten(Scenario scenario) {
        String text = ScenarioWriter.write(scenario);
        assertThat(ScenarioReader.read("other.yaml", text)).isEqualTo(scenario);
        assertThat(Schema.mistakes(text)).isEmpty();
    }

    @Test
    void aFileSaysOnlyWhatDiffers() {
        Scenario scenario = ScenarioReader.read("story.yaml", """
                norelay: 1
                title: A story
                diagnosis: login-missing
                mail: { from: alice@example.test, size: 3MiB, count: 1 }
                client: { listener: submission, security: starttls, clock: 48h }
                server:
                  policy: { relay: nobody, max-size: 10MB }
                  replies:
                    relay-denied: ["554-5.7.1 no", "554 5.7.1 <{recipient}>: never"]
                    too-large: { at: end-of-data }
                  listeners: { old: { speaks: imap }, smtp: { policy: { auth: [PLAIN] } } }
                phases: { broken: { server: { accounts: { bob: { password: "0123" } } } } }
                fixed:
                  client: { clock: 0s, user: alice@example.test }
                  rules: [ { on: ehlo, then: { hide: [SIZE] } } ]
                rules:
                  - name: greylisted
                    on: rcpt
                    chance: 12.3%
                    times: 1
                    per: triplet
                    when: { recipient: { not: ["*@partner.test", "/^a: /"] }, size: ">10MB", authenticated: true }
                    then: [ pause: 1500ms, refuse: greylisted ]
                expect: { keeps-mail: true, retry: later }
                """);

        assertThat(ScenarioWriter.write(scenario)).isEqualTo("""
                norelay: 1
                title: A story
                name: story
                diagnosis: login-missing
                mail: {size: 3MiB}
                client: {clock: 2d}
                server:
                  listeners:
                    old: {speaks: imap}
                    smtp:
                      policy: {auth: [PLAIN]}
                  policy: {relay: nobody}
                  replies: {relay-denied: [554 5.7.1 no, '554 5.7.1 <{recipient}>: never'], too-large: {at: end-of-data}}
                fixed: {client: {user: alice@example.test, clock: 0s}}
                phases:
                  broken:
                    server:
                      accounts: {bob: {password: '0123'}}
                rules:
                  - while: fixed
                    on: ehlo
                    then: {hide: [SIZE]}
                  - name: greylisted
                    on: rcpt
                    when:
                      recipient: {not: ['*@partner.test', '/^a: /']}
                      size: '>10MB'
                      authenticated: true
                    chance: 12.3%
                    times: 1
                    per: triplet
                    then: [{pause: 1500ms}, {refuse: greylisted}]
                expect: {retry: later}
                """);
    }

    private static Scenario with(Rule... rules) {
        Scenario scenario = Catalogue.scenario("open");
        return new Scenario(
                scenario.name(),
                scenario.title(),
                scenario.diagnosis(),
                scenario.cause(),
                scenario.remedy(),
                scenario.seen(),
                scenario.tags(),
                scenario.sources(),
                scenario.phases(),
                scenario.steps(),
                List.of(rules),
                scenario.expectation());
    }

    private static void refused(String why, Rule... rules) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScenarioWriter.write(with(rules)))
                .withMessageContaining(why);
    }

    @Test
    void whatNoFileCanSayIsToldByName() {
        refused(
                "rule on rcpt asks about recipient twice",
                on(Moment.RCPT).when(recipient("a*"), recipient("*b")).then(close()));
        refused(
                "/a/ has flags beside it",
                on(Moment.RCPT)
                        .when(new Condition(
                                Key.RECIPIENT, new Matcher.Regex(Pattern.compile("a", Pattern.CASE_INSENSITIVE))))
                        .then(close()));
        refused(
                "hides and offers in one",
                on(Moment.EHLO).then(new Action.Keywords(List.of("SIZE"), List.of("SIZE 0"))));
        refused(
                "rule slashes",
                on(Moment.RCPT).named("slashes").when(sender("/a/")).then(close()));
        refused("rule on noop", on(Moment.NOOP).then(pause(Duration.ofNanos(1))));
        refused("chance: found \"0%\"", on(Moment.NOOP).chance(0).then(close()));
        refused(
                "this rule can never fire: rule on noop",
                on(Moment.NOOP).then(close()),
                on(Moment.NOOP).then(refuse(Refusal.RATE_LIMITED)));
    }

    private static Phase withoutListeners(Phase phase) {
        Server server = phase.server();
        return new Phase(
                phase.name(), phase.mail(), phase.client(), new Server(server.profile(), Map.of(), server.tls()));
    }

    @Test
    void aServerWithoutTheListenersOfAllServersIsNoFile() {
        Scenario open = Catalogue.scenario("open");
        Scenario bare = new Scenario(
                "bare",
                "No ports",
                List.of(),
                "cause",
                "remedy",
                Map.of(),
                List.of(),
                List.of(),
                Map.of("broken", withoutListeners(open.broken()), "fixed", withoutListeners(open.fixed())),
                List.of("fixed"),
                List.of(),
                Expectation.DEFAULT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScenarioWriter.write(bare))
                .withMessageStartingWith("no file can say of the scenario bare: ")
                .withMessageContaining("the server of the phase broken");
    }
}
