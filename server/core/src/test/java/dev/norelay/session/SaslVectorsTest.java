package dev.norelay.session;

import static dev.norelay.session.TestServer.server;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.SaslExchange.Step;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that the RFCs of the mechanisms give, octet for octet. */
class SaslVectorsTest {

    @Test
    void cramMd5AsInRfc2195() {
        ServerProfile profile = server().account("tim", "tanstaaftanstaaf").profile();
        SaslExchange exchange = new CramMd5Exchange("<1896.697170952@postoffice.reston.mci.net>");
        assertThat(exchange.begin())
                .isEqualTo(new Step.Challenge("<1896.697170952@postoffice.reston.mci.net>", exchange));
        assertThat(exchange.respond(octets("tim b913a602c7eda7a495b4e6e7334d3890"), profile))
                .isEqualTo(shown("tim", Mechanism.CRAM_MD5, LoginAttempt.Outcome.GOOD));
    }

    static List<Arguments> scram() {
        return List.of(
                Arguments.of(
                        Mechanism.SCRAM_SHA_1, // RFC 5802 §5
                        Hash.SHA_1,
                        "QSXCR+Q6sek8bf92",
                        "fyko+d2lbbFgONRv9qkxdawL",
                        "3rfcNHYJY1ZVvWVs7j",
                        "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                        "rmF9pqV8S7suAoZWja4dJRkFsKQ="),
                Arguments.of(
                        Mechanism.SCRAM_SHA_256, // RFC 7677 §3
                        Hash.SHA_256,
                        "W22ZaJ0SNY7soEsUEjb6gQ==",
                        "rOprNGfwEbeRWgbNEkqO",
                        "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                        "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                        "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    @ParameterizedTest
    @MethodSource
    void scram(
            Mechanism mechanism, Hash hash, String salt, String ours, String theirs, String proof, String signature) {
        ServerProfile profile = server().account("user", "pencil").profile();
        String nonce = ours + theirs;
        String said = "n=user,r=" + ours + ",r=" + nonce + ",s=" + salt + ",i=4096";
        ScramSecret secret = new ScramSecret(hash, Base64.getDecoder().decode(salt), 4096);
        SaslExchange exchange = new ScramProofExchange(mechanism, "user", "n,,", said, nonce, secret);

        Step good = exchange.respond(octets("c=biws,r=" + nonce + ",p=" + proof), profile);
        LoginAttempt attempt = new LoginAttempt("user", mechanism, LoginAttempt.Outcome.GOOD);
        assertThat(good).isEqualTo(new Step.Challenge("v=" + signature, new ConcludingExchange(attempt)));

        ServerProfile other = server().account("user", "pen").profile();
        Step wrong = exchange.respond(octets("c=biws,r=" + nonce + ",p=" + proof), other);
        LoginAttempt failed = new LoginAttempt("user", mechanism, LoginAttempt.Outcome.WRONG_PASSWORD);
        assertThat(wrong).isEqualTo(new Step.Challenge("e=invalid-proof", new ConcludingExchange(failed)));
    }

    /** RFC 7628 §4.1 and §4.4: the client's message, and what it hears of a token that is not taken. */
    @Test
    void oauthbearerAsInRfc7628() {
        String message = "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyI"
                + "HZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB";
        SaslExchange exchange = new OauthExchange(Mechanism.OAUTHBEARER);
        assertThat(exchange.respond(
                        Base64.getDecoder().decode(message), signedIn("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==")))
                .isEqualTo(shown("user@example.com", Mechanism.OAUTHBEARER, LoginAttempt.Outcome.GOOD));
        assertThat(exchange.respond(Base64.getDecoder().decode(message), signedIn("another")))
                .isInstanceOfSatisfying(
                        Step.Challenge.class,
                        told -> assertThat(told.text())
                                .startsWith("{\"status\":\"invalid_token\",\"schemes\":\"bearer")
                                .endsWith("\"scope\":\"https://mail.example.test/\"}"));
    }

    /** The message that Google gives for XOAUTH2. */
    @Test
    void xoauth2AsGoogleHasIt() {
        String message = "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJo"
                + "ZG1semRHRXVZMjl0Q2cBAQ==";
        byte[] octets = Base64.getDecoder().decode(message);
        String token = new String(octets, UTF_8).replaceAll(".*Bearer |\1", "");
        ServerProfile profile = server().profile()
                .withAccounts(Map.of(
                        "someuser@example.com",
                        new Account("", List.of(), new Tokens(token, List.of(), List.of()), List.of())));
        assertThat(new OauthExchange(Mechanism.XOAUTH2).respond(octets, profile))
                .isEqualTo(shown("someuser@example.com", Mechanism.XOAUTH2, LoginAttempt.Outcome.GOOD));
    }

    private static ServerProfile signedIn(String token) {
        return server().profile()
                .withAccounts(Map.of(
                        "user@example.com",
                        new Account("", List.of(), new Tokens(token, List.of(), List.of()), List.of())));
    }

    static Stream<Arguments> garbled() {
        String nonce = "abcdef";
        SaslExchange proof = new ScramProofExchange(
                Mechanism.SCRAM_SHA_1, "u", "n,,", "x", nonce, new ScramSecret(Hash.SHA_1, new byte[8], 4096));
        SaslExchange first = SaslExchange.of(Mechanism.SCRAM_SHA_1, new Nonces("n", "<1@x>", 0));
        SaslExchange bearer = new OauthExchange(Mechanism.OAUTHBEARER);
        SaslExchange google = new OauthExchange(Mechanism.XOAUTH2);
        SaslExchange cram = new CramMd5Exchange("<1@x>");
        return Stream.of(
                        Stream.of(
                                        "",
                                        "tim",
                                        "tim b913a602c7eda7a495b4e6e7334d389",
                                        "tim B913A602C7EDA7A495B4E6E7334D3890")
                                .map(text -> Arguments.of(cram, text)),
                        Stream.of(
                                        "",
                                        "n=user,r=x",
                                        "n,,n=user",
                                        "n,,r=x,n=user",
                                        "n,,n=,r=x",
                                        "n,,n=us=er,r=x",
                                        "n,,n=user,r=",
                                        "n,,m=ext,n=user,r=x",
                                        "n,a=,n=user,r=x",
                                        "x,,n=user,r=x",
                                        "p=,,n=user,r=x",
                                        "n,,n=a\0b,r=x")
                                .map(text -> Arguments.of(first, text)),
                        Stream.of(
                                        "",
                                        "c=biws,r=abcdef",
                                        "c=biws,r=abcde,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                                        "c=biws,r=abcdef,p=AAAA",
                                        "c=biws,r=abcdef,p=!",
                                        "r=abcdef,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                                        ",p=")
                                .map(text -> Arguments.of(proof, text)),
                        Stream.of(
                                        "",
                                        "n,a=u,",
                                        "\1auth=Bearer t\1\1",
                                        "n,a=u,\1auth=Bearer t\1",
                                        "n,a=u,auth=Bearer t\1\1",
                                        "n,a=u,\1host=x\1\1",
                                        "n,a=u,\1\1")
                                .map(text -> Arguments.of(bearer, text)),
                        Stream.of(
                                        "",
                                        "user=u",
                                        "user=u\1auth=Bearer t\1",
                                        "user=u\1auth=Basic t\1\1",
                                        "auth=Bearer t\1\1")
                                .map(text -> Arguments.of(google, text)))
                .flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource
    void garbled(SaslExchange exchange, String message) {
        assertThat(exchange.respond(octets(message), server().profile())).isInstanceOf(Step.Garbled.class);
    }

    /** A line of an exchange has up to 12,288 octets: no pattern may take its stack to the end on one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"n,a=u,\1%a=b\1\1", "c=biws,r=abcdef%,a=b", "n,,n=u,r=x%,a=b", "user=%\1u", "u% a", "n,a=%=2C,"})
    void longMessagesAreReadToTheirEnd(String form) {
        int middle = form.indexOf('%');
        String message = form.substring(0, middle) + form.substring(middle + 1).repeat(3000);
        for (Mechanism mechanism : Mechanism.values()) {
            SaslExchange exchange = SaslExchange.of(mechanism, new Nonces("n", "<1@x>", 0));
            assertThat(exchange.respond(octets(message), server().profile())).isNotNull();
        }
        SaslExchange proof = new ScramProofExchange(
                Mechanism.SCRAM_SHA_1, "u", "n,,", "x", "abcdef", new ScramSecret(Hash.SHA_1, new byte[8], 4096));
        assertThat(proof.respond(octets(message + ",p=AAAA"), server().profile()))
                .isInstanceOf(Step.Garbled.class);
    }

    private static Step shown(String user, Mechanism mechanism, LoginAttempt.Outcome outcome) {
        return new Step.Shown(new LoginAttempt(user, mechanism, outcome));
    }

    private static byte[] octets(String text) {
        return text.getBytes(UTF_8);
    }
}
