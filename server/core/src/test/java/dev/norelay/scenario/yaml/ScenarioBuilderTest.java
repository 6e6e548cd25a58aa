package dev.norelay.scenario.yaml;

import static dev.norelay.scenario.Count.Per.TRIPLET;
import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.become;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.cut;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.reset;
import static dev.norelay.scenario.Rules.stall;
import static dev.norelay.scenario.yaml.ScenarioBuilder.scenario;
import static dev.norelay.smtp.Moment.RCPT;
import static dev.norelay.smtp.Refusal.GREYLISTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.session.Security;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A scenario in Java is the one of the file, to the last record. */
class ScenarioBuilderTest {
    private static final String ALICE = "alice@example.test";
    private static final String PASSWORD = "correct-horse";
    private static final String APPLE_MAIL =
            "The connection to the outgoing server “mail.example.test” failed. Additional Outgoing Mail Servers can be"
                    + " configured for Mail accounts in Settings > Apps > Mail > Accounts.";

    /** The same story, its words taken from the file: they are told there, and nowhere else. */
    private static ScenarioBuilder told(String name, Cause diagnosis) {
        Scenario file = Catalogue.scenario(name);
        ScenarioBuilder builder = scenario(name, file.title())
                .diagnosis(diagnosis)
                .cause(file.cause())
                .remedy(file.remedy())
                .tags(file.tags().toArray(String[]::new))
                .sources(file.sources().toArray(String[]::new));
        file.seen().forEach(builder::seen);
        return builder;
    }

    @Test
    void relayDenied() {
        Scenario built = scenario("relay-denied", "Relaying denied because the outgoing login was left blank")
                .diagnosis(Cause.LOGIN_MISSING)
                .cause("The user name and password of the outgoing server were left blank; they look optional.")
                .remedy("Enter the user name and password of the outgoing server.")
                .seen(
                        "Apple Mail",
                        "The recipient “bob@partner.test” was rejected by the server because it does not allow"
                                + " relaying.")
                .seen(
                        "Thunderbird",
                        "An error occurred while sending mail. The mail server responded: … Please check the message"
                                + " recipient \"bob@partner.test\" and try again.")
                .seen("Outlook", "0x800CCC79")
                .tags("relay", "auth")
                .sources(
                        "https://techzillo.com/how-to-fix-server-does-not-allow-relaying/",
                        "https://smg.co.nz/iphone-email-shows-rejected-by-the-server-when-sending-emails/")
                .client(client -> client.listener("submission").security(Security.STARTTLS))
                .fixed(fixed -> fixed.client(client -> client.login(ALICE, PASSWORD)))
                .expect(expect -> expect.retry(Retry.AFTER_CHANGE))
                .build();

        assertThat(built).isEqualTo(Catalogue.scenario("relay-denied"));
    }

    @Test
    void stalePassword() {
        Scenario built = told("stale-password", Cause.PASSWORD_STALE)
                .client(client -> client.login(ALICE, "old-horse"))
                .fixed(fixed -> fixed.client(client -> client.password(PASSWORD)))
                .expect(expect -> expect.failsAt(Moment.AUTH).retry(Retry.AFTER_CHANGE))
                .build();

        assertThat(built).isEqualTo(Catalogue.scenario("stale-password"));
    }

    @Test
    void wrongPort() {
        Scenario built = told("wrong-port", Cause.PORT_CLOSED)
                .seen("Apple Mail", APPLE_MAIL)
                .client(client -> client.listener("old").login(ALICE, PASSWORD))
                .fixed(fixed -> fixed.client(client -> client.listener("submission")))
                .expect(expect -> expect.failsAt(Moment.CONNECT).retry(Retry.LATER))
                .build();

        assertThat(built).isEqualTo(Catalogue.scenario("wrong-port"));
    }

    @Test
    void filteredPort() {
        Scenario built = told("filtered-port", Cause.PORT_FILTERED)
                .client(client ->
                        client.listener("smtp").security(Security.NONE).login(ALICE, PASSWORD))
                .server(server -> server.listener("smtp", smtp -> smtp.service(Service.IGNORE)))
                .fixed(fixed ->
                        fixed.client(client -> client.listener("submission").security(Security.STARTTLS)))
                .expect(expect -> expect.failsAt(Moment.CONNECT).retry(Retry.LATER))
                .build();

        assertThat(built).isEqualTo(Catalogue.scenario("filtered-port"));
    }

    @Test
    void clockSkew() {
        Scenario built = told("clock-skew", Cause.CLOCK_WRONG)
                .client(client -> client.login(ALICE, PASSWORD).clock(Duration.ofDays(-365)))
                .fixed(fixed -> fixed.client(client -> client.clock(Duration.ZERO)))
                .expect(expect -> expect.failsAt(Moment.TLS).retry(Retry.AFTER_CHANGE))
                .build();

        assertThat(built).isEqualTo(Catalogue.scenario("clock-skew"));
    }

    @Test
    void open() {
        Scenario built = scenario("open", "Everything is accepted, from everyone")
                .diagnosis(Cause.NONE)
                .tags("basic")
                .server(ServerBuilder::open)
                .build();

        assertThat(built).isEqualTo(Catalogue.scenario("open"));
    }

    @Test
    void playground() {
        ScenarioBuilder builder = scenario("playground", "The recipient's address chooses what goes wrong")
                .diagnosis(Cause.NONE)
                .tags("basic")
                .server(ServerBuilder::open)
                .rules(on(Moment.AUTH).named("any-login").then(accept()));
        for (Refusal refusal : Refusal.values()) {
            builder.rules(rcpt(refusal.id() + "@refuse.test").then(refuse(refusal)));
        }
        builder.rules(rcpt("*@refuse.test").then(reply("550 5.1.1 <{recipient}>: there is no such refusal")));
        for (int code : new int[] {
            250, 251, 252, 421, 450, 451, 452, 454, 455, 500, 501, 502, 503, 504, 521, 530, 534, 535, 550, 551, 552,
            553, 554, 555, 556
        }) {
            String text = code + " " + code / 100 + ".0.0 <{recipient}>: " + code + ", as asked for";
            builder.rules(
                    code == 421
                            ? rcpt(code + "@reply.test").then(reply(text), close())
                            : rcpt(code + "@reply.test").then(reply(text)));
        }
        Scenario built = builder.rules(
                        rcpt("*@reply.test").then(reply("550 5.1.1 <{recipient}>: that code is not among them")),
                        rcpt("slow@playground.test").then(pause(Duration.ofSeconds(10)), accept()),
                        rcpt("stall@playground.test").then(stall()),
                        rcpt("close@playground.test").then(close()),
                        rcpt("drop@playground.test").then(cut()),
                        rcpt("reset@playground.test").then(reset()),
                        on(Moment.END_OF_DATA)
                                .when(recipient("lost@playground.test"))
                                .then(accept(), cut()))
                .build();

        assertThat(built.rules()).isEqualTo(Catalogue.scenario("playground").rules());
        assertThat(built).isEqualTo(Catalogue.scenario("playground"));
    }

    private static dev.norelay.scenario.Rules.Draft rcpt(String recipient) {
        return on(RCPT).when(recipient(recipient));
    }

    @Test
    void remediesInTurnAddUp() {
        Scenario built = scenario("story", "A story")
                .fixed(fixed -> fixed.client(client -> client.user(ALICE)))
                .fixed(fixed -> fixed.client(client -> client.password(PASSWORD)))
                .phase("locked", locked -> locked.server(server -> server.hostname("locked.example.test")))
                .rules(on(Moment.AUTH).times(3).then(become("locked")))
                .build();

        assertThat(built).isEqualTo(ScenarioReader.read("story.yaml", """
                        norelay: 1
                        title: A story
                        phases: { locked: { server: { hostname: locked.example.test } } }
                        fixed:
                          - client: { user: alice@example.test }
                          - client: { password: correct-horse }
                        rules: [ { on: auth, times: 3, then: { become: locked } } ]
                        """));
        assertThat(built.steps()).containsExactly("fixed-1", "fixed");
    }

    @Test
    void mistakesAreThoseOfFilesAndHaveNoPlace() {
        ScenarioBuilder builder = scenario("story", "A story")
                .client(client -> client.listener("submision"))
                .rules(
                        on(RCPT).named("first").then(close()),
                        on(RCPT).named("second").then(cut()));

        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(builder::build)
                .withMessage("""
                        story: listener: the server has no listener "submision", expected submission, submissions, smtp or old
                          did you mean `submission` or `submissions`?
                        story: rule second can never fire: rule first comes first, whenever it could
                          put it first, or say in the earlier one when it holds or how often""");
    }

    /** The README has these lines, and the file that they make. */
    @Test
    void theExampleOfTheReadme() throws IOException {
        // README: begin
        Scenario greylisting = ScenarioBuilder.scenario(
                        "greylisting", "Greylisted at first, accepted at the second try")
                .client(client -> client.login("alice@example.test", "correct-horse"))
                .rules(on(RCPT).when(recipient("*@partner.test"))
                        .times(1)
                        .per(TRIPLET)
                        .then(refuse(GREYLISTED)))
                .build();
        // README: end
        String readme = Files.readString(Path.of("../../README.md"));
        String file = readme.substring(readme.indexOf("norelay: 1\ntitle: Greylisted at first"));
        assertThat(greylisting)
                .isEqualTo(ScenarioReader.read("greylisting.yaml", file.substring(0, file.indexOf("```"))));
        String test = Files.readString(Path.of("src/test/java/dev/norelay/scenario/yaml/ScenarioBuilderTest.java"));
        String code = test.substring(test.indexOf("// README: begin\n") + 17, test.indexOf("// README: end"));
        assertThat(readme.replaceAll("\\s+", "")).contains(code.replaceAll("\\s+", ""));
    }
}
