package dev.norelay.session;

import static dev.norelay.session.Dialogue.connected;
import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.loggedIn;
import static dev.norelay.session.TestServer.server;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of commands (RFC 5321 §4.1.4), and those that may come at any time. */
class SequenceTest {
    @Test
    void mailGoesThrough() {
        Dialogue dialogue = loggedIn(server()).plays("""
                C: MAIL FROM:<alice@example.test> SIZE=20 BODY=8BITMIME
                S: 250 2.1.0
                C: RCPT TO:<bob@partner.test>
                S: 250 2.1.5
                C: DATA
                S: 354
                (message of 20 octets)
                S: 250 2.0.0
                C: QUIT
                S: 221 2.0.0 mail.example.test
                """);
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @Test
    void greetingNamesTheServer() {
        Session session = new Session("submission", "192.0.2.7");
        Proposal greeting = session.proposeGreeting(server().profile());
        assertThat(greeting.accepts()).isTrue();
        assertThat(greeting.reply()).hasToString("220 mail.example.test ESMTP norelay\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL FROM:<alice@example.test>", "RCPT TO:<bob@partner.test>", "DATA", "AUTH PLAIN"})
    void transactionAndLoginNeedEhloFirst(String command) {
        connected(server()).plays("C: " + command + "\nS: 503 5.5.1 Bad sequence of commands: EHLO first");
    }

    @Test
    void mailBeforeEhloBeginsNoTransaction() {
        Dialogue dialogue = connected(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 503 5.5.1
                """);
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @Test
    void nestedMailLeavesTheTransactionAsItIs() {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250 2.1.0
                C: RCPT TO:<carol@example.test>
                S: 250 2.1.5
                C: MAIL FROM:<mallory@example.test>
                S: 503 5.5.1 Bad sequence of commands: nested MAIL
                """);
        Transaction transaction = dialogue.session().transaction().orElseThrow();
        assertThat(transaction.reversePath()).hasToString("alice@example.test");
        assertThat(transaction.forwardPaths()).hasSize(1);
    }

    @Test
    void rcptAndDataNeedMailFirst() {
        greeted(server()).plays("""
                C: RCPT TO:<carol@example.test>
                S: 503 5.5.1 Bad sequence of commands: MAIL first
                C: DATA
                S: 503 5.5.1 Bad sequence of commands: MAIL first
                """);
    }

    @Test
    void dataNeedsAnAcceptedRecipient() {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: DATA
                S: 503 5.5.1 Bad sequence of commands: no valid recipients
                C: RCPT TO:<bob@partner.test>
                S: 550 5.7.1
                C: DATA
                S: 503 5.5.1 Bad sequence of commands: no valid recipients
                """);
        assertThat(dialogue.session().awaitsContent()).isFalse();
    }

    @Test
    void rsetEndsTheTransactionAndKeepsTheRest() {
        Dialogue dialogue = loggedIn(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: RSET
                S: 250 2.0.0
                C: RCPT TO:<bob@partner.test>
                S: 503 5.5.1
                C: MAIL FROM:<alice@example.test>
                S: 250
                """);
        assertThat(dialogue.session().user()).contains("alice@example.test");
        assertThat(dialogue.session().helo()).contains("client.test");
    }

    @Test
    void ehloEndsTheTransactionAndKeepsTheLogin() {
        Dialogue dialogue = loggedIn(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: EHLO again.test
                S: 250
                C: RCPT TO:<bob@partner.test>
                S: 503 5.5.1
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: RCPT TO:<bob@partner.test>
                S: 250 2.1.5
                """);
        assertThat(dialogue.session().helo()).contains("again.test");
    }

    @Test
    void malformedEhloForgetsNothing() {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: EHLO
                S: 501 5.5.4
                C: RCPT TO:<carol@example.test>
                S: 250
                """);
        assertThat(dialogue.session().helo()).contains("client.test");
    }

    @Test
    void badRecipientLeavesTheTransactionOpen() {
        greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: RCPT TO:<carol@>
                S: 501 5.1.3
                C: RCPT TO:<carol@example.test>
                S: 250 2.1.5
                """);
    }

    @Test
    void badSenderBeginsNoTransaction() {
        greeted(server()).plays("""
                C: MAIL FROM:<alice@>
                S: 501 5.1.7
                C: RCPT TO:<carol@example.test>
                S: 503 5.5.1
                """);
    }

    @Test
    void someCommandsNeedNoEhlo() {
        connected(server()).plays("""
                C: NOOP
                S: 250 2.0.0
                C: NOOP with a parameter
                S: 250 2.0.0
                C: RSET
                S: 250 2.0.0
                C: VRFY alice
                S: 252 2.1.5
                C: EXPN staff
                S: 502 5.5.1
                C: HELP
                S: 214-2.0.0 EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT
                S: 214 2.0.0 RSET NOOP VRFY HELP QUIT
                C: HELP MAIL
                S: 214
                C: XYZZY
                S: 500 5.5.2
                C: QUIT
                S: 221 2.0.0
                """);
    }

    @Test
    void sideRemarksLeaveTheTransactionAsItIs() {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: NOOP
                S: 250
                C: VRFY alice
                S: 252
                C: XYZZY
                S: 500
                C: DATA now
                S: 501 5.5.4
                C: RCPT TO:<carol@example.test>
                S: 250 2.1.5
                """);
        assertThat(dialogue.session().transaction()).isPresent();
    }

    @Test
    void lineOfNoExchangeIsNoCommand() {
        Session session = new Session("submission", "192.0.2.7");
        dev.norelay.smtp.Command line = new dev.norelay.smtp.Command.AuthResponse("AAAA");
        assertThat(session.propose(line, server().profile()).reply().code()).isEqualTo(500);
    }

    @Test
    void silentClientAndShutdownAreToldWith421() {
        Session session = new Session("submission", "192.0.2.7");
        Proposal idle = session.proposeIdle(server().profile());
        Proposal shutdown = session.proposeShutdown(server().profile());
        assertThat(idle.reply().toString()).startsWith("421 4.4.2 mail.example.test ");
        assertThat(shutdown.reply().toString()).startsWith("421 4.3.2 mail.example.test ");
        assertThat(idle.accepts() || shutdown.accepts()).isFalse();
    }
}
