package dev.norelay.session;

import static dev.norelay.session.Dialogue.connected;
import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.secured;
import static dev.norelay.session.TestServer.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of MAIL and RCPT: SIZE (RFC 1870), BODY (RFC 6152), AUTH (RFC 4954 §5), and no others. */
class MailParametersTest {
    @ParameterizedTest
    @CsvSource({
        "SIZE=0,              250 2.1.0",
        "SIZE=10000000,       250 2.1.0",
        "size=20,             250 2.1.0",
        "SIZE=10000001,       552 5.3.4",
        "SIZE=9223372036854775808, 552 5.3.4",
        "SIZE=99999999999999999999, 552 5.3.4",
        "SIZE=999999999999999999999, 501 5.5.4",
        "SIZE,                501 5.5.4",
        "SIZE=,               501 5.5.4",
        "SIZE=big,            501 5.5.4",
        "SIZE=-1,             501 5.5.4",
        "SIZE=1e6,            501 5.5.4",
        "SIZE=1 SIZE=2,       501 5.5.4",
        "BODY=7BIT,           250 2.1.0",
        "BODY=8bitmime,       250 2.1.0",
        "BODY=BINARYMIME,     250 2.1.0",
        "BODY,                501 5.5.4",
        "SMTPUTF8,            250 2.1.0",
        "SMTPUTF8=1,          501 5.5.4",
        "RET=HDRS,            250 2.1.0",
        "ret=full,            250 2.1.0",
        "RET,                 501 5.5.4",
        "RET=BODY,            501 5.5.4",
        "ENVID=QQ+2B314159,   250 2.1.0",
        "ENVID=QQ+2b,         501 5.5.4",
        "ENVID=+0A,           501 5.5.4",
        "ENVID=a=b,           501 5.5.4",
        "ENVID,               501 5.5.4",
        "RET=HDRS RET=HDRS,   501 5.5.4",
        "SIZE=20 FOO=bar,     555 5.5.4",
        "AUTH=<>,             555 5.5.4"
    })
    void mailTakesTheseParameters(String parameters, String reply) {
        greeted(server()).plays("C: MAIL FROM:<alice@example.test> " + parameters + "\nS: " + reply);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH=<>,                  250 2.1.0",
        "AUTH=alice@example.test,  250 2.1.0",
        "AUTH=e+3Dmc2@example.test, 250 2.1.0",
        "AUTH=e+3dmc2@example.test, 501 5.5.4",
        "AUTH=e+@example.test,     501 5.5.4",
        "AUTH=é@example.test,      501 5.5.4",
        "AUTH,                     501 5.5.4",
        "AUTH=,                    501 5.5.4"
    })
    void authParameterIsKnownWhereAuthIsOffered(String parameters, String reply) {
        secured(server()).plays("C: MAIL FROM:<alice@example.test> " + parameters + "\nS: " + reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE=20", "BODY=8BITMIME", "AUTH=<>", "RET=HDRS", "ENVID=1", "SMTPUTF8", "FOO"})
    void afterHeloThereAreNoParameters(String parameters) {
        connected(server()).plays("""
                C: HELO client.test
                S: 250
                C: MAIL FROM:<alice@example.test> %s
                S: 555 5.5.4
                C: MAIL FROM:<alice@example.test>
                S: 250 2.1.0
                """.formatted(parameters));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOTIFY=NEVER                             | 250 2.1.5",
                "NOTIFY=success,Failure,DELAY             | 250 2.1.5",
                "NOTIFY=DELAY ORCPT=rfc822;c+2Bd@a.test   | 250 2.1.5",
                "ORCPT=x400;any                           | 250 2.1.5",
                "NOTIFY                                   | 501 5.5.4",
                "NOTIFY=NEVER,DELAY                       | 501 5.5.4",
                "NOTIFY=NEVER,NEVER                       | 501 5.5.4",
                "NOTIFY=DELAY,DELAY                       | 501 5.5.4",
                "NOTIFY=DELAY,                            | 501 5.5.4",
                "NOTIFY=ALWAYS                            | 501 5.5.4",
                "NOTIFY=DELAY NOTIFY=DELAY                | 501 5.5.4",
                "ORCPT=carol@example.test                 | 501 5.5.4",
                "ORCPT=rfc822;                            | 501 5.5.4",
                "ORCPT=;carol@example.test                | 501 5.5.4",
                "ORCPT=rfc822;c+d@example.test            | 501 5.5.4",
                "ORCPT=rfc822;+00@example.test            | 501 5.5.4",
                "ORCPT=utf-8;ç@example.test               | 501 5.5.4",
                "SIZE=20                                  | 555 5.5.4",
                "RET=HDRS                                 | 555 5.5.4"
            })
    void rcptTakesTheseParameters(String parameters, String reply) {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: RCPT TO:<carol@example.test> %s
                S: %s
                """.formatted(parameters, reply));
        assertThat(dialogue.session().transaction().orElseThrow().forwardPaths())
                .hasSize(reply.startsWith("250") ? 1 : 0);
    }

    @Test
    void identifiersHaveTheLengthsOfTheStandard() {
        greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test> ENVID=%1$s1
                S: 501 5.5.4
                C: MAIL FROM:<alice@example.test> ENVID=%1$s
                S: 250
                C: RCPT TO:<carol@example.test> ORCPT=rfc822;%2$s1
                S: 501 5.5.4
                C: RCPT TO:<carol@example.test> ORCPT=rfc822;%2$s
                S: 250
                """.formatted("e".repeat(100), "o".repeat(493)));
    }

    @Test
    void utf8InAddressesNeedsItsParameter() {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<å@example.test>
                S: 553 5.6.7
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: RCPT TO:<bob@exämple.test>
                S: 553 5.6.7
                C: RSET
                S: 250
                C: MAIL FROM:<å@example.test> SMTPUTF8 BODY=8BITMIME
                S: 250
                C: RCPT TO:<ç@example.test> ORCPT=utf-8;ç@example.test
                S: 250
                """);
        assertThat(dialogue.session().sender().localPart()).isEqualTo("å");
        connected(server()).plays("""
                C: HELO client.test
                S: 250
                C: MAIL FROM:<å@example.test>
                S: 553 5.6.7
                """);
    }

    /** RFC 6531 §3.7.4.2: no reply of ours has an address in it. */
    @Test
    void vrfyMayAskInUtf8() {
        greeted(server()).plays("C: VRFY å SMTPUTF8\nS: 252 2.1.5\nC: EXPN å SMTPUTF8\nS: 502 5.5.1");
    }

    @Test
    void parametersAreKeptInTheTransaction() {
        Dialogue dialogue = greeted(server()).plays("C: MAIL FROM:<> size=20 body=8bitmime\nS: 250");
        assertThat(dialogue.session().transaction().orElseThrow().parameters())
                .containsEntry("SIZE", "20")
                .containsEntry("BODY", "8bitmime");
    }

    @Test
    void declaredSizeIsRefusedWithTheLimitInTheWords() {
        greeted(server().maxSize(1000)).plays("""
                C: MAIL FROM:<alice@example.test> SIZE=1001
                S: 552 5.3.4 Message size exceeds the fixed limit of 1000 octets
                C: MAIL FROM:<alice@example.test> SIZE=1000
                S: 250 2.1.0
                """);
    }

    @Test
    void serverThatLooksAtTheEndOnlyLooksAtTheRealSize() {
        greeted(server().maxSize(1000).says(Refusal.TOO_LARGE, Moment.END_OF_DATA))
                .plays("""
                C: MAIL FROM:<alice@example.test> SIZE=1001
                S: 250
                C: RCPT TO:<carol@example.test>
                S: 250
                C: DATA
                S: 354
                (message of 1000 octets)
                S: 250
                """);
    }

    @Test
    void declaredSizeMayBeRefusedAtTheRecipient() {
        greeted(server().maxSize(1000).says(Refusal.TOO_LARGE, Moment.RCPT)).plays("""
                C: MAIL FROM:<alice@example.test> SIZE=1001
                S: 250
                C: RCPT TO:<carol@example.test>
                S: 552 5.3.4
                """);
    }

    @Test
    void sizeZeroListedIsNoLimit() {
        greeted(server().maxSize(0)).plays("""
                C: EHLO client.test
                S: 250-mail
                S: 250-PIPELINING
                S: 250-SIZE 0
                S: 250-8BITMIME
                S: 250-BINARYMIME
                S: 250-CHUNKING
                S: 250-DSN
                S: 250-SMTPUTF8
                S: 250-ENHANCEDSTATUSCODES
                S: 250 STARTTLS
                C: MAIL FROM:<alice@example.test> SIZE=99999999999999999999
                S: 250
                C: RCPT TO:<carol@example.test>
                S: 250
                C: DATA
                S: 354
                (message of 20000000 octets)
                S: 250
                """);
    }
}
