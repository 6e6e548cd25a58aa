package dev.norelay.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Cause;
import dev.norelay.session.Security;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The reports that a person reads, whole. */
class DiagnosisTextTest {
    @Test
    void loginMissing() {
        Tape tape = new Tape(new Stage().tells(Cause.LOGIN_MISSING));
        tape.session("submission").upgraded().mail("bob@partner.test").quits();

        assertThat(tape.diagnosis()).hasToString("""
                login-missing: The client did not log in, and the server takes mail for others only from people it knows.
                  why:      The server offered a login, and the client did not use it. The server refused the recipient \
                bob@partner.test with 550 (relay-denied).
                  evidence: session 1
                              C: EHLO client
                              S: 250 mail.example.test greets 127.0.0.1 | PIPELINING | SIZE 10000000 | 8BITMIME \
                | BINARYMIME | CHUNKING | DSN | SMTPUTF8 | ENHANCEDSTATUSCODES | AUTH PLAIN LOGIN
                              C: RCPT TO:<bob@partner.test>
                              S: 550 5.7.1 <bob@partner.test>: Relaying denied
                                 [refused: relay-denied]
                  remedy:   The story's remedy.
                  seen:     Apple Mail: Cannot Send Mail""");
    }

    @Test
    void passwordStale() {
        Tape tape = new Tape(new Stage());
        tape.session("submission")
                .upgraded()
                .plain("alice@example.test", "old-horse")
                .quits();

        assertThat(tape.diagnosis()).hasToString("""
                password-stale: The password was changed on the server; the device still has the old one.
                  why:      The client logged in as alice@example.test with a password that was right once and has been changed \
                since.
                  evidence: session 1
                              C: AUTH PLAIN ********
                                 [login: former password]
                              S: 535 5.7.8 Authentication credentials invalid
                                 [refused: credentials-invalid]
                  remedy:   Enter the new password for the outgoing server as well.""");
    }

    @Test
    void clockWrong() {
        Tape tape = new Tape(new Stage().clock(Duration.ofDays(-400)));
        tape.session("submission")
                .greeted()
                .says("EHLO client")
                .says("STARTTLS")
                .tlsFails("bad_certificate", "the client refused the certificate: bad_certificate");

        assertThat(tape.diagnosis()).hasToString("""
                clock-wrong: The device's clock is wrong, so that a good certificate looks out of date.
                  why:      In the TLS handshake the client said bad_certificate. The certificate is good, and the device's clock \
                is 400 days behind.
                  evidence: session 1
                              S: 220 2.0.0 Ready to start TLS
                              -- TLS failed: the client refused the certificate: bad_certificate
                              -- closed: tls failed
                  or:       certificate-not-yet-valid: The server's certificate is not valid yet.
                  remedy:   Set the date and time of the device, best automatically.""");
    }

    @Test
    void portClosed() {
        Tape tape = new Tape(new Stage().client("old", Security.STARTTLS));

        assertThat(tape.diagnosis()).hasToString("""
                port-closed: Nothing listens on the port that the client was set to.
                  why:      Nobody connected; port 2587 was handed out and nothing listens there: whoever tries is refused at once.
                  or:       no-session: Nobody connected.
                  remedy:   Correct the port of the outgoing server: 587 with STARTTLS, or 465 with TLS.""");
    }

    @Test
    void noSession() {
        Tape tape = new Tape(new Stage());

        assertThat(tape.diagnosis()).hasToString("""
                no-session: Nobody connected.
                  why:      Nobody connected; port 2587 was handed out and a server listens there.
                  remedy:   Check that the client uses the host and port that it was given.""");
    }

    @Test
    void none() {
        Tape tape = new Tape(new Stage());
        tape.session("submission")
                .loggedIn()
                .mail("bob@partner.test")
                .delivers()
                .quits();

        assertThat(tape.diagnosis()).hasToString("""
                none: Nothing went wrong.
                  why:      The server took the message, and said so.
                  evidence: session 1
                              -- taken: Message from <alice@example.test> to [bob@partner.test], 2000 octets
                              S: 250 2.0.0 OK
                  remedy:   Nothing to do.""");
    }
}
