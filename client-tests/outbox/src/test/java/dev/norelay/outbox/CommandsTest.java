package dev.norelay.outbox;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.hide;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do, say and return; no clock but the test's own. */
class CommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MAIL =
            Written.mail("alice@example.test", List.of("ann@partner.test", "bob@partner.test"), 0);

    @TempDir
    Path folder;

    private Desk desk;
    private Norelay server;

    @BeforeEach
    void open() throws IOException {
        server = Norelay.start("stale-password");
        desk = new Desk(folder);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aRefusedPasswordIsNotTriedAgainByItselfNotEvenForAnotherMail() throws Exception {
        desk.enter(server.settings(), PATIENCE);
        Desk.Said said = desk.send(MAIL);
        assertThat(said.code()).isEqualTo(Main.KEPT);
        assertThat(said.text()).contains("does not accept user name and password", "535 5.7.8");
        desk.clock.move(Duration.ofDays(2));
        desk.run("run", "--once");
        assertThat(desk.send(MAIL).text()).contains("not tried again by themselves");
        assertThat(logins()).isEqualTo(1);

        desk.enter(server.fix(), PATIENCE);
        assertThat(desk.run("run", "--once").code()).isZero();
        assertThat(server.messages()).hasSize(2);
    }

    @Test
    void asksForThePasswordAndGoesOn() throws Exception {
        desk.enter(server.settings(), PATIENCE);
        server.fix();
        desk.passwords.add("still-wrong");
        desk.passwords.add(server.settings().password().orElseThrow());
        assertThat(desk.send(MAIL).code()).isZero();
        assertThat(server.messages()).hasSize(1);
        assertThat(logins()).isEqualTo(3);
    }

    @Test
    void whatIsPutOffIsTriedAgainWithGrowingPauses() throws Exception {
        desk.enter(server.fix(), PATIENCE);
        server.add(on(Moment.MAIL).times(4).then(reply("451 4.3.0 later")));
        assertThat(desk.send(MAIL).text()).contains("451 4.3.0 later", "the next try is at");
        for (int minutes : List.of(5, 15, 30)) {
            desk.clock.move(Duration.ofMinutes(minutes).minusSeconds(1));
            desk.run("run", "--once");
            int before = sessions();
            desk.clock.move(Duration.ofSeconds(1));
            desk.run("run", "--once");
            assertThat(sessions()).isEqualTo(before + 1);
        }
        assertThat(server.messages()).isEmpty();
        desk.clock.move(Duration.ofHours(1));
        assertThat(desk.run("run", "--once").code()).isZero();
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void onlyThoseWhoDoNotHaveItGetItAgain() throws Exception {
        desk.enter(server.fix(), PATIENCE);
        server.add(on(Moment.RCPT).when(recipient("ann@*")).times(1).then(reply("450 4.2.1 later")));
        assertThat(desk.send(MAIL).text())
                .contains("sent to bob@partner.test", "not sent to ann@partner.test", "450 4.2.1");
        desk.clock.move(Duration.ofMinutes(5));
        assertThat(desk.run("run", "--once").code()).isZero();
        assertThat(server.messages())
                .extracting(message -> message.recipients().toString())
                .containsExactly("[bob@partner.test]", "[ann@partner.test]");
        assertThat(server.messages())
                .extracting(message -> message.header("Message-ID"))
                .containsOnly(server.messages().get(0).header("Message-ID"));
    }

    @Test
    void whatMayHaveBeenDeliveredIsSentAgainOnlyWhenAPersonSaysSo() throws Exception {
        desk.enter(server.fix(), PATIENCE);
        server.add(on(Moment.END_OF_DATA).times(1).then(accept(), close()));
        Desk.Said said = desk.send(MAIL);
        assertThat(said.code()).isEqualTo(Main.MAYBE);
        assertThat(said.text()).contains("may have been delivered");
        desk.clock.move(Duration.ofDays(9));
        assertThat(desk.run("run", "--once", "--now").code()).isEqualTo(Main.MAYBE);
        assertThat(desk.run("retry").code()).isEqualTo(Main.MAYBE);
        assertThat(desk.run("list").text()).contains("may have been delivered");
        assertThat(server.messages()).hasSize(1);
        assertThat(desk.run("retry", "--even-if-delivered").code()).isZero();
        assertThat(server.messages()).hasSize(2);
        assertThat(desk.run("list").text()).contains("Nothing is waiting");
    }

    @Test
    void aServerWithoutEightBitsGetsSeven() throws Exception {
        desk.enter(server.fix(), PATIENCE);
        server.add(on(Moment.EHLO).then(hide("8BITMIME", "SMTPUTF8")));
        assertThat(desk.send(MAIL).code()).isZero();
        assertThat(server.messages().get(0).text()).contains("na=C3=AFve");
        assertThat(server.findings()).isEmpty();
    }

    @Test
    void anAddressBeyondAsciiNeedsAServerThatKnowsSuch() throws Exception {
        desk.enter(server.fix(), PATIENCE);
        String mail = Written.mail("alice@example.test", List.of("bob@partner.test"), 0);
        server.add(on(Moment.EHLO).times(2).then(hide("SMTPUTF8")));
        Desk.Said said = desk.send(mail, "--to", "jürgen@partner.test", "--to", "bob@partner.test");
        assertThat(said.text()).contains("sent to bob@partner.test", "not sent to jürgen@partner.test", "beyond ASCII");
        assertThat(desk.run("retry").code()).isZero();
        assertThat(server.messages().get(1).recipients()).containsExactly("jürgen@partner.test");
        assertThat(server.findings()).isEmpty();
    }

    @Test
    void aPasswordIsNeverSentInClear() throws Exception {
        server.use("login-needs-encryption");
        desk.enter(server.settings(), PATIENCE);
        assertThat(desk.send(MAIL).text()).contains("not sent without encryption");
        assertThat(logins()).isZero();
    }

    @Test
    void usageHasExitCodesOfItsOwn() throws Exception {
        desk.enter(server.settings(), PATIENCE);
        assertThat(desk.send("").code()).isEqualTo(Main.USAGE);
        assertThat(desk.run("send", "/no/such/file").code()).isEqualTo(Main.USAGE);
        assertThat(desk.run("run", "--no-such-option").code()).isEqualTo(Main.USAGE);
        assertThat(desk.mails()).isEmpty();
    }

    @Test
    void aCancelledMailIsForgotten() throws Exception {
        desk.enter(server.settings(), PATIENCE);
        desk.send(MAIL);
        assertThat(desk.run("cancel", "1").code()).isZero();
        assertThat(desk.mails()).isEmpty();
    }

    @Test
    void noPasswordIsInTheOutbox() throws Exception {
        desk.enter(server.settings(), PATIENCE);
        desk.send(MAIL);
        String secret = server.settings().password().orElseThrow();
        try (var files = Files.list(desk.box())) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret);
            }
        }
    }

    private int sessions() {
        return server.journal().sessions().size();
    }

    private long logins() {
        return server.journal().entries().stream()
                .filter(entry -> entry.event() instanceof Event.CommandReceived received
                        && received.command() instanceof Command.Auth)
                .count();
    }
}
