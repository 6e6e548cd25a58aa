package dev.norelay.junit5;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StrictTest {
    static class UnusedCase {
        @Test
        @WithScenario(value = "open", strict = true)
        void sendsToSomebodyElse(Norelay server) throws IOException {
            server.add(on(Moment.RCPT).when(recipient("ann@partner.test")).then(reply("550 5.1.1 no such user")));
            Smtp.rcpt(server, "bob@partner.test");
        }
    }

    @Test
    void aRuleThatNeverFiredFailsTheTest() {
        Jupiter run = Jupiter.run(UnusedCase.class);
        assertThat(run.failures())
                .singleElement()
                .asString()
                .contains("strict: the test passed, but did not meet what its scenario open is for:\n")
                .contains("never fired", "recipient is bob@partner.test, not ann@partner.test");
        assertThat(run.printed()).contains("sendsToSomebodyElse(Norelay) failed", "C: RCPT TO:<bob@partner.test>");
    }

    static class UsedCase {
        @RegisterExtension
        static final NorelayExtension smtp =
                NorelayExtension.open().dialect("postfix").strict();

        @Test
        void sendsToHer() throws IOException {
            smtp.server()
                    .add(on(Moment.RCPT).when(recipient("ann@partner.test")).then(reply("550 5.1.1 no such user")));
            assertThat(Smtp.rcpt(smtp.server(), "ann@partner.test")).startsWith("550");
        }
    }

    @Test
    void whereAllFiredItPasses() {
        Jupiter run = Jupiter.run(UsedCase.class);
        run.passed(1);
        assertThat(run.printed()).isEmpty();
    }

    static class BreachCase {
        @Test
        @WithScenario(value = "open", strict = true)
        void introducesItselfBadly(Norelay server) throws IOException {
            Smtp.rcpt(server, "my_laptop", "bob@partner.test");
        }

        @Test
        @WithScenario("open")
        void isNotStrict(Norelay server) throws IOException {
            Smtp.rcpt(server, "my_laptop", "bob@partner.test");
        }
    }

    @Test
    void aClientThatBreaksARuleFailsTheTest() {
        Jupiter run = Jupiter.run(BreachCase.class);
        assertThat(run.failures())
                .singleElement()
                .asString()
                .contains("strict: the test passed, but the client did not do its duty:\n"
                        + "breach helo-argument-invalid: \"EHLO my_laptop\" names no host (RFC 5321")
                .contains("  C: EHLO my_laptop\n", "A good client says its full host name");
        assertThat(run.printed()).contains("introducesItselfBadly(Norelay) failed", "breach helo-argument-invalid: ");
    }

    static class DialectCase {
        @Test
        @WithScenario(value = "relay-denied", dialect = "postfix")
        void speaksPostfix(Norelay server) throws IOException {
            assertThat(Smtp.rcpt(server, "bob@partner.test")).contains("Relay access denied");
        }
    }

    @Test
    void dialectIsSpoken() {
        Jupiter.run(DialectCase.class).passed(1);
    }

    static class ForgottenCase {
        @Test
        @WithScenario("relay-denied")
        void sendsTwice(Norelay server) throws IOException {
            Smtp.rcpt(server, "bob@partner.test");
            assertThat(Smtp.rcpt(server, "bob@partner.test")).startsWith("250");
        }
    }

    @Test
    void whoForgetsTheRemedyIsReminded() {
        assertThat(Jupiter.run(ForgottenCase.class).printed())
                .contains("hint: the remedy was never done; server.fix() does it");
    }

    @Test
    void whatIsPrintedIsPublishedToo() {
        assertThat(Jupiter.run(ForgottenCase.class).results().testEvents().reportingEntryPublished().stream())
                .singleElement()
                .satisfies(event -> assertThat(event.toString())
                        .contains("norelay.diagnosis", "login-missing", "norelay.transcript", "norelay.hint"));
    }
}
