package dev.norelay.session;

import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.secured;
import static dev.norelay.session.TestServer.ALICE;
import static dev.norelay.session.TestServer.server;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.LoginAttempt.Outcome;
import dev.norelay.smtp.Refusal;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH with the mechanisms beyond PLAIN and LOGIN: what is said at which step, and what the server then knows. */
class MechanismsTest {
    private static final TestServer ALL = server().mechanisms(Mechanism.values());

    @Test
    void allAreListed() {
        assertThat(secured(ALL).proposes("EHLO x").reply().toString())
                .contains("AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 XOAUTH2 OAUTHBEARER");
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.test, correct-horse, GOOD",
        "alice@example.test, old-horse, FORMER_PASSWORD",
        "alice@example.test, wrong, WRONG_PASSWORD",
        "mallory, correct-horse, UNKNOWN_USER"
    })
    void cramMd5(String user, String password, Outcome outcome) throws GeneralSecurityException {
        Dialogue dialogue = secured(ALL);
        String challenge = challenge(dialogue.proposes("AUTH CRAM-MD5"));
        assertThat(challenge).matches("<\\d+\\.\\d+@mail\\.example\\.test>");
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(password.getBytes(UTF_8), "x"));
        String digest = HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(UTF_8)));
        byte[] response = (user + " " + digest).getBytes(UTF_8);
        expect(dialogue.proposes(Base64.getEncoder().encodeToString(response)), user, Mechanism.CRAM_MD5, outcome);
    }

    /** Java takes no empty key; Python does. */
    @Test
    void cramMd5WithAnEmptyPassword() {
        SaslExchange exchange = new CramMd5Exchange("<1@x>");
        SaslExchange.Step step =
                exchange.respond("alice 1f38caa9f91a66169c1c7cc6276d601c".getBytes(UTF_8), ALL.profile());
        assertThat(step)
                .isEqualTo(new SaslExchange.Step.Shown(new LoginAttempt("alice", Mechanism.CRAM_MD5, Outcome.BLANK)));
    }

    @Test
    void cramMd5HasTheServerSpeakFirst() {
        secured(ALL).plays("C: AUTH CRAM-MD5 dGlt\nS: 501 5.5.4\nC: AUTH CRAM-MD5 =\nS: 501 5.5.4\nC: NOOP\nS: 250");
    }

    @ParameterizedTest
    @CsvSource({
        "SCRAM-SHA-1, 'n,,', alice@example.test, correct-horse, GOOD",
        "SCRAM-SHA-1, 'y,,', alice@example.test, correct-horse, GOOD",
        "SCRAM-SHA-256, 'n,a=alice@example.test,', alice@example.test, correct-horse, GOOD",
        "SCRAM-SHA-256, 'n,,', alice@example.test, old-horse, FORMER_PASSWORD",
        "SCRAM-SHA-256, 'y,,', alice@example.test, wrong, WRONG_PASSWORD",
        "SCRAM-SHA-1, 'n,,', alice@example.test, '', BLANK",
        "SCRAM-SHA-256, 'n,,', alice@example.test, '', BLANK",
        "SCRAM-SHA-1, 'n,,', mallory, correct-horse, UNKNOWN_USER"
    })
    void scram(String mechanism, String header, String user, String password, Outcome outcome) {
        Dialogue dialogue = secured(ALL);
        ScramClient client = new ScramClient(mechanism.substring(6), header, user, password);
        String first = challenge(dialogue.proposes("AUTH " + mechanism + " base64(" + client.first() + ")"));
        String last = challenge(dialogue.proposes("base64(" + client.last(first) + ")"));
        assertThat(last).isEqualTo(outcome == Outcome.GOOD ? client.verifier(first) : "e=invalid-proof");
        expect(dialogue.proposes(""), user, Mechanism.ofName(mechanism).orElseThrow(), outcome);
    }

    /** RFC 5802 §5.1: a comma and an equals sign of a name are written otherwise. */
    @Test
    void scramUserMayHaveACommaInItsName() {
        TestServer comma = server().mechanisms(Mechanism.SCRAM_SHA_1).account("a,b=c", "secret");
        Dialogue dialogue = secured(comma);
        ScramClient client = new ScramClient("SHA-1", "n,,", "a=2Cb=3Dc", "secret");
        String first = challenge(dialogue.proposes("AUTH SCRAM-SHA-1 base64(" + client.first() + ")"));
        dialogue.plays("C: base64(" + client.last(first) + ")\nS: 334\nC: \nS: 235");
        assertThat(dialogue.session().user()).contains("a,b=c");
    }

    /** What the RFC's Unicode profile makes of a password: a no-break space is a space, a ligature its letters. */
    @Test
    void scramPasswordsAreNormalized() {
        TestServer typed = server().mechanisms(Mechanism.SCRAM_SHA_256).account("bob", "\uFB01sh\u00A0soup");
        Dialogue dialogue = secured(typed);
        ScramClient client = new ScramClient("SHA-256", "n,,", "bob", "fish soup");
        String first = challenge(dialogue.proposes("AUTH SCRAM-SHA-256 base64(" + client.first() + ")"));
        dialogue.plays("C: base64(" + client.last(first) + ")\nS: 334\nC: \nS: 235");
    }

    @Test
    void scramWithoutInitialResponseBeginsWithAnEmptyChallenge() {
        secured(ALL).plays("C: AUTH SCRAM-SHA-1\nS: 334 \nC: base64(n,,n=alice,r=x)\nS: 334 ");
    }

    @Test
    void scramThatWantsTheChannelBoundIsRefused() {
        Dialogue dialogue = secured(ALL).plays("""
                C: AUTH SCRAM-SHA-256 base64(p=tls-exporter,,n=alice@example.test,r=x)
                S: 334 base64(e=channel-binding-not-supported)
                """);
        expect(dialogue.proposes(""), ALICE, Mechanism.SCRAM_SHA_256, Outcome.CHANNEL_BINDING);
    }

    @Test
    void scramWhoseBindingIsNotWhatItBeganWithIsRefused() {
        Dialogue dialogue = secured(ALL);
        ScramClient began = new ScramClient("SHA-1", "n,,", ALICE, "correct-horse");
        ScramClient went = new ScramClient("SHA-1", "y,,", ALICE, "correct-horse");
        String first = challenge(dialogue.proposes("AUTH SCRAM-SHA-1 base64(" + began.first() + ")"));
        dialogue.plays("C: base64(" + went.last(first) + ")\nS: 334 base64(e=channel-bindings-dont-match)");
        expect(dialogue.proposes(""), ALICE, Mechanism.SCRAM_SHA_1, Outcome.CHANNEL_BINDING);
    }

    @Test
    void behindTheSignatureOnlyAnEmptyLineIsAwaited() {
        Dialogue dialogue = secured(ALL);
        ScramClient client = new ScramClient("SHA-1", "n,,", ALICE, "correct-horse");
        String first = challenge(dialogue.proposes("AUTH SCRAM-SHA-1 base64(" + client.first() + ")"));
        dialogue.plays("C: base64(" + client.last(first) + ")\nS: 334\nC: base64(more)\nS: 501 5.5.2");
        assertThat(dialogue.session().user()).isEmpty();
    }

    @Test
    void sameSeedSaysTheSameAndNoNonceComesTwice() {
        String once = challenge(secured(ALL).proposes("AUTH SCRAM-SHA-1 base64(n,,n=alice,r=x)"));
        assertThat(challenge(secured(ALL).proposes("AUTH SCRAM-SHA-1 base64(n,,n=alice,r=x)")))
                .isEqualTo(once);
        Dialogue again = secured(ALL).plays("C: AUTH SCRAM-SHA-1 base64(n,,n=alice,r=x)\nS: 334\nC: *\nS: 501");
        String second = challenge(again.proposes("AUTH SCRAM-SHA-1 base64(n,,n=alice,r=x)"));
        assertThat(second).isNotEqualTo(once);
        assertThat(second.substring(second.indexOf(",s="))).isEqualTo(once.substring(once.indexOf(",s=")));
        String other = challenge(secured(ALL).proposes("AUTH SCRAM-SHA-1 base64(n,,n=bob,r=x)"));
        assertThat(other.substring(other.indexOf(",s="))).isNotEqualTo(once.substring(once.indexOf(",s=")));
    }

    @ParameterizedTest
    @CsvSource({
        "XOAUTH2, fresh-token, GOOD, ''",
        "XOAUTH2, old-token, EXPIRED_TOKEN, 401",
        "XOAUTH2, read-only-token, WRONG_SCOPE, 403",
        "XOAUTH2, correct-horse, WRONG_TOKEN, 401",
        "XOAUTH2, '', BLANK, 401",
        "OAUTHBEARER, fresh-token, GOOD, ''",
        "OAUTHBEARER, old-token, EXPIRED_TOKEN, invalid_token",
        "OAUTHBEARER, read-only-token, WRONG_SCOPE, insufficient_scope",
        "OAUTHBEARER, nobody's, WRONG_TOKEN, invalid_token",
        "OAUTHBEARER, '', BLANK, invalid_token"
    })
    void tokens(Mechanism mechanism, String token, Outcome outcome, String status) {
        boolean google = mechanism == Mechanism.XOAUTH2;
        String auth = "\1auth=Bearer " + token + "\1\1";
        String message = google ? "user=" + ALICE + auth : "n,a=" + ALICE + ",\1host=x\1port=587" + auth;
        Dialogue dialogue = secured(ALL);
        Proposal proposal = dialogue.proposes("AUTH " + mechanism.saslName() + " base64(" + message + ")");
        if (outcome != Outcome.GOOD) {
            assertThat(challenge(proposal))
                    .isEqualTo("{\"status\":\"" + status
                            + "\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example.test/\"}");
            assertThat(requireNonNull(proposal.login()).outcome()).isEqualTo(outcome);
            assertThat(dialogue.session().failedLogins()).isZero(); // it fails with the answer, not before
            proposal = dialogue.proposes(google ? "" : "AQ==");
        }
        expect(proposal, ALICE, mechanism, outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "fresh-token, alice@example.test, GOOD",
        "old-token, alice@example.test, EXPIRED_TOKEN",
        "x, '', UNKNOWN_USER"
    })
    void oauthbearerNeedsNoUser(String token, String user, Outcome outcome) {
        Dialogue dialogue = secured(ALL);
        Proposal proposal = dialogue.proposes("AUTH OAUTHBEARER base64(n,,\1auth=Bearer " + token + "\1\1)");
        expect(outcome == Outcome.GOOD ? proposal : dialogue.proposes("AQ=="), user, Mechanism.OAUTHBEARER, outcome);
    }

    @Test
    void tokenIsNoPasswordAndPasswordIsNoToken() {
        secured(ALL).plays("C: AUTH PLAIN base64(\0alice@example.test\0fresh-token)\nS: 535 5.7.8");
    }

    @Test
    void clientThatCancelsWhenItHasHeardTheErrorHasFailedAllTheSame() {
        Dialogue dialogue = secured(ALL).plays("""
                C: AUTH XOAUTH2 base64(user=alice@example.test\1auth=Bearer old-token\1\1)
                S: 334
                """);
        Proposal proposal = dialogue.proposes("*");
        assertThat(proposal.reply().toString()).startsWith("501 5.7.0");
        assertThat(requireNonNull(proposal.login()).outcome()).isEqualTo(Outcome.EXPIRED_TOKEN);
        assertThat(dialogue.session().failedLogins()).isOne();
        assertThat(dialogue.session().awaitsAuthResponse()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    void asteriskCancels(Mechanism mechanism) {
        Dialogue dialogue =
                secured(ALL).plays("C: AUTH " + mechanism.saslName() + "\nS: 334\nC: *\nS: 501 5.7.0\nC: NOOP\nS: 250");
        assertThat(dialogue.session().failedLogins()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    void whatIsNotBase64EndsTheExchange(Mechanism mechanism) {
        Dialogue dialogue = secured(ALL).plays("C: AUTH " + mechanism.saslName() + "\nS: 334\nC: !!!!\nS: 501 5.5.2");
        assertThat(dialogue.session().awaitsAuthResponse()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256", "XOAUTH2", "OAUTHBEARER"})
    void equalsSignIsAnEmptyInitialResponseThatSaysNothing(String mechanism) {
        secured(ALL).plays("C: AUTH " + mechanism + " =\nS: 501 5.5.2\nC: NOOP\nS: 250");
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    void noneIsTakenBeforeTls(Mechanism mechanism) {
        Proposal proposal = greeted(ALL).proposes("AUTH " + mechanism.saslName());
        assertThat(proposal.refused()).contains(Refusal.TLS_REQUIRED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mechanism.class,
            names = {"PLAIN", "LOGIN"},
            mode = EnumSource.Mode.EXCLUDE)
    void noneIsTakenThatIsNotOffered(Mechanism mechanism) {
        Proposal proposal = secured(server()).proposes("AUTH " + mechanism.saslName());
        assertThat(proposal.refused()).contains(Refusal.MECHANISM_UNSUPPORTED);
    }

    private static void expect(Proposal proposal, String user, Mechanism mechanism, Outcome outcome) {
        assertThat(proposal.login()).isEqualTo(new LoginAttempt(user, mechanism, outcome));
        assertThat(proposal.reply().code()).isEqualTo(outcome == Outcome.GOOD ? 235 : 535);
        assertThat(proposal.accepts()).isEqualTo(outcome == Outcome.GOOD);
    }

    private static String challenge(Proposal proposal) {
        assertThat(proposal.reply().code()).isEqualTo(334);
        String text = proposal.reply().lines().get(0).text();
        return new String(Base64.getDecoder().decode(text), UTF_8);
    }
}
