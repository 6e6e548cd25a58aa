package dev.norelay.session;

import static dev.norelay.session.Dialogue.connected;
import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.secured;
import static dev.norelay.session.TestServer.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.Policy.RequireTls;
import org.junit.jupiter.api.Test;

/** What EHLO and HELO list (RFC 5321 §4.1.1.1), and STARTTLS (RFC 3207). */
class ExtensionsTest {
    @Test
    void authIsListedAfterTlsOnlyAndStarttlsBeforeIt() {
        connected(server()).plays("""
                C: EHLO client.test
                S: 250-mail.example.test greets 192.0.2.7
                S: 250-PIPELINING
                S: 250-SIZE 10000000
                S: 250-8BITMIME
                S: 250-BINARYMIME
                S: 250-CHUNKING
                S: 250-DSN
                S: 250-SMTPUTF8
                S: 250-ENHANCEDSTATUSCODES
                S: 250 STARTTLS
                C: STARTTLS
                S: 220 2.0.0
                (TLSv1.3)
                C: EHLO client.test
                S: 250-mail.example.test greets 192.0.2.7
                S: 250-PIPELINING
                S: 250-SIZE 10000000
                S: 250-8BITMIME
                S: 250-BINARYMIME
                S: 250-CHUNKING
                S: 250-DSN
                S: 250-SMTPUTF8
                S: 250-ENHANCEDSTATUSCODES
                S: 250 AUTH PLAIN LOGIN
                """);
    }

    @Test
    void heloListsNothing() {
        connected(server()).plays("""
                C: HELO client.test
                S: 250 mail.example.test
                """);
    }

    @Test
    void authIsListedInPlaintextWhereTlsIsNotRequired() {
        connected(server().security(Security.NONE).requireTls(RequireTls.NEVER).mechanisms(Mechanism.LOGIN))
                .plays("C: EHLO client.test\nS: 250 AUTH LOGIN");
    }

    @Test
    void serverWithoutMechanismsListsNoAuth() {
        connected(server().security(Security.NONE).requireTls(RequireTls.NEVER).mechanisms())
                .plays("""
                        C: EHLO client.test
                        S: 250 ENHANCEDSTATUSCODES
                        C: AUTH PLAIN
                        S: 502 5.5.1 AUTH is not offered
                        """);
    }

    @Test
    void hiddenKeywordsAreNotListed() {
        connected(server().hide("STARTTLS", "SIZE", "PIPELINING")).plays("""
                        C: EHLO client.test
                        S: 250-mail.example.test
                        S: 250-8BITMIME
                        S: 250-BINARYMIME
                        S: 250-CHUNKING
                        S: 250-DSN
                        S: 250-SMTPUTF8
                        S: 250 ENHANCEDSTATUSCODES
                        C: STARTTLS
                        S: 502 5.5.1
                        """);
    }

    /** RFC 3030 §3 and RFC 6531 §3.1: neither is of use alone. */
    @Test
    void whatAnExtensionNeedsIsHiddenWithIt() {
        Dialogue dialogue =
                connected(server().hide("CHUNKING", "8BITMIME", "DSN")).plays("""
                        C: EHLO client.test
                        S: 250-mail.example.test
                        S: 250-PIPELINING
                        S: 250-SIZE 10000000
                        S: 250-ENHANCEDSTATUSCODES
                        S: 250 STARTTLS
                        C: MAIL FROM:<alice@example.test> SMTPUTF8
                        S: 555 5.5.4
                        C: MAIL FROM:<alice@example.test> RET=HDRS
                        S: 555 5.5.4
                        C: MAIL FROM:<alice@example.test> BODY=BINARYMIME
                        S: 501 5.5.4
                        """);
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @Test
    void offeredKeywordsAreListedWhateverThePolicySays() {
        connected(server().offer("AUTH", "SIZE 1", "XCLIENT")).plays("""
                        C: EHLO client.test
                        S: 250-mail.example.test
                        S: 250-PIPELINING
                        S: 250-8BITMIME
                        S: 250-BINARYMIME
                        S: 250-CHUNKING
                        S: 250-DSN
                        S: 250-SMTPUTF8
                        S: 250-ENHANCEDSTATUSCODES
                        S: 250-STARTTLS
                        S: 250-AUTH PLAIN LOGIN
                        S: 250-SIZE 1
                        S: 250 XCLIENT
                        C: AUTH PLAIN
                        S: 530 5.7.0 Must issue a STARTTLS command first
                        """);
    }

    @Test
    void offeredAuthIsListedInAnyCaseAndWithoutMechanisms() {
        connected(server().offer("auth")).plays("C: EHLO client.test\nS: 250 AUTH PLAIN LOGIN");
        Proposal ehlo = connected(server().mechanisms().offer("AUTH")).proposes("EHLO client.test");
        assertThat(ehlo.reply().toString()).endsWith("250 AUTH\r\n");
    }

    @Test
    void starttlsMakesTheServerForgetTheClient() {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: STARTTLS
                S: 220 2.0.0
                (TLSv1.3)
                C: MAIL FROM:<alice@example.test>
                S: 503 5.5.1 Bad sequence of commands: EHLO first
                """);
        assertThat(dialogue.session().tls()).contains("TLSv1.3");
        assertThat(dialogue.session().helo()).isEmpty();
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @Test
    void starttlsMakesTheServerForgetTheLogin() {
        Dialogue dialogue = greeted(server().requireTls(RequireTls.NEVER)).plays("""
                C: AUTH PLAIN base64(\0alice@example.test\0correct-horse)
                S: 235 2.7.0
                C: STARTTLS
                S: 220 2.0.0
                (TLSv1.2)
                C: EHLO client.test
                S: 250
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: RCPT TO:<bob@partner.test>
                S: 550 5.7.1
                """);
        assertThat(dialogue.session().user()).isEmpty();
    }

    @Test
    void starttlsTwiceIsBadSequence() {
        secured(server()).plays("C: STARTTLS\nS: 503 5.5.1 Bad sequence of commands: TLS is already active");
    }

    @Test
    void starttlsTakesNoArgument() {
        greeted(server()).plays("C: STARTTLS now\nS: 501 5.5.4");
    }

    @Test
    void starttlsWhereItIsNotOfferedIsNotImplemented() {
        greeted(server().security(Security.NONE)).plays("C: STARTTLS\nS: 502 5.5.1 STARTTLS is not offered");
    }

    @Test
    void refusedStarttlsForgetsNothing() {
        Dialogue dialogue = greeted(server()).plays("""
                C: STARTTLS
                S: 220
                S! 454 a script
                C: MAIL FROM:<alice@example.test>
                S: 250
                """);
        assertThat(dialogue.session().tls()).isEmpty();
    }
}
