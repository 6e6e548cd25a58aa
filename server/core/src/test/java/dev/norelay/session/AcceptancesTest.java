package dev.norelay.session;

import static dev.norelay.session.Dialogue.connected;
import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.loggedIn;
import static dev.norelay.session.Dialogue.secured;
import static dev.norelay.session.TestServer.server;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.Acceptances.Line;
import dev.norelay.session.Acceptances.When;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How a server says yes in words of its own. */
class AcceptancesTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-09T12:00:05Z"), ZoneOffset.UTC);

    @Test
    void eachMomentHasItsWords() {
        TestServer server = server().accepts(Moment.STARTTLS, "220 go ahead")
                .accepts(Moment.AUTH, "235 in you go")
                .accepts(Moment.MAIL, "250 from {sender}")
                .accepts(Moment.RCPT, "250 to {recipient}")
                .accepts(Moment.DATA, "354 go on")
                .accepts(Moment.END_OF_DATA, "250 {size} taken")
                .accepts(Moment.RSET, "250 flushed")
                .accepts(Moment.NOOP, "250 ok")
                .accepts(Moment.QUIT, "221 bye");

        loggedIn(server).plays("""
                C: AUTH PLAIN
                S: 503 5.5.1
                C: MAIL FROM:<alice@example.test>
                S: 250 from alice@example.test
                C: RCPT TO:<bob@partner.test>
                S: 250 to bob@partner.test
                C: DATA
                S: 354 go on
                (message of 12 octets)
                S: 250 12 taken
                C: RSET
                S: 250 flushed
                C: NOOP
                S: 250 ok
                C: VRFY bob
                S: 252 2.1.5
                C: QUIT
                S: 221 bye
                """);
        assertThat(greeted(server).proposes("STARTTLS").reply()).hasToString("220 go ahead\r\n");
        assertThat(secured(server)
                        .plays("C: AUTH PLAIN\nS: 334 ")
                        .proposes("base64(\0alice@example.test\0correct-horse)")
                        .reply())
                .hasToString("235 in you go\r\n");
    }

    @Test
    void aRefusalKeepsItsWords() {
        assertThat(greeted(server().accepts(Moment.RCPT, "250 fine"))
                        .plays("C: MAIL FROM:<a@example.test>\nS: 250")
                        .proposes("RCPT TO:<bob@partner.test>")
                        .refused())
                .contains(Refusal.RELAY_DENIED);
    }

    @Test
    void theListIsTheDialectsAndTlsAndAuthAreThePolicys() {
        TestServer server = server().maxSize(4711)
                .ehlo(
                        always("{hostname} Hello {helo} [{client}]"),
                        always("SIZE {max-size}"),
                        always("STARTTLS"),
                        always("XTRA"),
                        always("AUTH LOGIN XYZ PLAIN"),
                        always("AUTH=LOGIN"),
                        new Line("XBEFORE", When.BEFORE_TLS),
                        new Line("XWITHIN", When.IN_TLS));

        assertThat(connected(server).proposes("EHLO pc.test").reply())
                .hasToString(String.join(
                        "\r\n",
                        "250-mail.example.test Hello pc.test [192.0.2.7]",
                        "250-SIZE 4711",
                        "250-STARTTLS",
                        "250-XTRA",
                        "250 XBEFORE\r\n"));
        assertThat(secured(server).proposes("EHLO pc.test").reply())
                .hasToString(String.join(
                        "\r\n",
                        "250-mail.example.test Hello pc.test [192.0.2.7]",
                        "250-SIZE 4711",
                        "250-XTRA",
                        "250-AUTH LOGIN XYZ PLAIN",
                        "250-AUTH=LOGIN",
                        "250 XWITHIN\r\n"));
    }

    @Test
    void thePolicysMechanismsStandInTheDialectsOrder() {
        TestServer server = server().requireTls(RequireTls.NEVER)
                .mechanisms(Mechanism.PLAIN)
                .ehlo(always("hello"), always("AUTH XYZ LOGIN"), always("AUTH=LOGIN PLAIN"));

        assertThat(connected(server).proposes("EHLO pc.test").reply())
                .hasToString("250-hello\r\n250-AUTH XYZ PLAIN\r\n250 AUTH=PLAIN\r\n");
        assertThat(connected(server.hide("AUTH")).proposes("EHLO pc.test").reply())
                .hasToString("250 hello\r\n");
    }

    @Test
    void whatIsOfferedAllTheSameKeepsItsPlace() {
        TestServer server =
                server().offer("AUTH").ehlo(always("hello"), always("AUTH LOGIN"), always("STARTTLS"), always("OK"));

        assertThat(connected(server).proposes("EHLO pc.test").reply())
                .hasToString("250-hello\r\n250-AUTH LOGIN PLAIN\r\n250-STARTTLS\r\n250 OK\r\n");
    }

    @Test
    void aQueueIdHoldsForATransactionAndForARunWithTheSameSeed() {
        ServerProfile profile = server().accepts(Moment.CONNECT, "220-{id}", "220 {date} {unix-time}")
                .profile();

        assertThat(greeting(7, profile)).isEqualTo(greeting(7, profile)).isNotEqualTo(greeting(8, profile));
        assertThat(greeting(7, profile))
                .matches("220-[0-9A-F]{12}\r\n220 Mon, 9 Mar 2026 12:00:05 \\+0000 1773057605\r\n");
        Dialogue dialogue = greeted(server().accepts(Moment.MAIL, "250 {id}").accepts(Moment.RCPT, "250 {id}"));
        String mail = dialogue.proposes("MAIL FROM:<a@example.test>")
                .reply()
                .lines()
                .get(0)
                .text();
        String rcpt = dialogue.proposes("RCPT TO:<b@example.test>")
                .reply()
                .lines()
                .get(0)
                .text();
        dialogue.plays("C: RSET\nS: 250");
        String next = dialogue.proposes("MAIL FROM:<a@example.test>")
                .reply()
                .lines()
                .get(0)
                .text();
        assertThat(rcpt).isEqualTo(mail).isNotEqualTo(next);
    }

    private static String greeting(long seed, ServerProfile profile) {
        return new Session("submission", "192.0.2.7", new Stamp(seed, 1, NOON))
                .proposeGreeting(profile)
                .reply()
                .toString();
    }

    @Test
    void theYesToAMessageMayTellItsMessageId() {
        ServerProfile profile =
                server().accepts(Moment.END_OF_DATA, "250 <{message-id}>").profile();
        Session session = new Session("submission", "192.0.2.7");

        assertThat(profile.acceptances().quotesHeader()).isTrue();
        assertThat(session.proposeEndOfData(content("Message-ID: <a@b>\r\n\r\n"), profile)
                        .reply())
                .hasToString("250 <a@b>\r\n");
        assertThat(session.proposeEndOfData(content("Subject: none\r\n\r\n"), profile)
                        .reply()
                        .toString())
                .matches("250 <[0-9A-F]{12}@mail\\.example\\.test>\r\n");
    }

    private static Content content(String text) {
        return new Content(text.length(), false, true, Octets.copyOf(text.getBytes(US_ASCII)));
    }

    private static Line always(String text) {
        return new Line(text, When.ALWAYS);
    }
}
