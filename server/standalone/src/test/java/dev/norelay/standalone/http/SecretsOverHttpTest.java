package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What a client sends as a secret is in no answer, wherever the client has put it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsOverHttpTest {
    private static final String PASSWORD = "Zebra-7-Quartz";
    private static final String USER = "alice@example.test";
    private static final String PLAIN = base64("\0" + USER + "\0" + PASSWORD);
    private static final String SCENARIO = """
            norelay: 1
            title: Logins in the clear
            server:
              accounts: { alice@example.test: { password: right-horse } }
              policy: { require-tls: never, auth: [PLAIN, LOGIN, CRAM-MD5] }
              listeners: { smtp: { policy: { auth: [PLAIN, LOGIN, CRAM-MD5] } } }
            """;

    private Api api;

    @BeforeAll
    void start() {
        api = Api.builder().start();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<List<String>> ways() {
        return List.of(
                List.of("AUTH PLAIN " + PLAIN),
                List.of("AUTH PLAIN", PLAIN),
                List.of("AUTH LOGIN", base64(USER), base64(PASSWORD)),
                List.of("AUTH LOGIN", USER, PASSWORD),
                List.of("AUTH ODD", PLAIN),
                List.of("auth=plain " + PLAIN),
                List.of("PASS " + PASSWORD),
                List.of(PLAIN),
                List.of("AUTH PLAIN " + PLAIN.substring(0, 20), PLAIN.substring(20)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void noAnswerHasIt(List<String> lines) throws Exception {
        JsonNode server = api.yaml("/servers", SCENARIO).is(201).json();
        String path = "/servers/" + server.get("id").asString();
        try (Mailer mailer = Mailer.to(server)) {
            mailer.ask("EHLO client.test");
            for (String line : lines) {
                mailer.ask(line);
            }
            mailer.ask("QUIT");
        }
        StringBuilder all = new StringBuilder();
        for (String each : List.of(
                "",
                "/sessions",
                "/sessions/1",
                "/sessions/1/transcript",
                "/transcript",
                "/diagnosis",
                "/findings",
                "/verdict",
                "/rules",
                "/messages")) {
            all.append(api.get(path + each).is(200).text());
        }
        all.append(api.get(path + "/await?messages=9&timeout=1ms").is(409).text());
        all.append(api.post(path + "/attempts", "{\"failed\":true}").is(201).text());
        try (Events events = Events.of(api, path + "/events?after=0", null)) {
            events.until("session").forEach(event -> all.append(event.data()));
        }
        all.append(api.get("/metrics").text());
        String told = all.toString();
        assertThat(told)
                .contains("session-closed", "EHLO client.test")
                .doesNotContain(
                        PASSWORD, PASSWORD.substring(6), base64(PASSWORD), PLAIN, PLAIN.substring(PLAIN.length() - 12));
    }

    @Test
    void aPasswordThatIsChangedIsNotRepeated() throws IOException {
        JsonNode server = api.yaml("/servers", SCENARIO).is(201).json();
        String path = "/servers/" + server.get("id").asString();
        String changed = api.put(path + "/password", "{\"user\":\"" + USER + "\",\"password\":\"" + PASSWORD + "\"}")
                .is(200)
                .text();
        try (Mailer mailer = Mailer.to(server)) {
            mailer.ask("EHLO client.test");
            assertThat(mailer.ask("AUTH PLAIN " + PLAIN)).startsWith("235");
        }
        assertThat(changed
                        + api.get(path).text()
                        + api.get(path + "/sessions/1").text())
                .doesNotContain(PASSWORD);
    }
}
