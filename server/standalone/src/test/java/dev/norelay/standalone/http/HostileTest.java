package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What nobody should send: a clear error, or harmless. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTest {
    private static final String TOKEN = "a-token-for-tests";

    private Api api;
    private Api guarded;

    @BeforeAll
    void start() {
        api = Api.builder().start();
        guarded = Api.builder().token(TOKEN).start();
    }

    @AfterAll
    void stop() {
        api.close();
        guarded.close();
    }

    /** As it is on the wire; the status line and, where there is a body, what it says. */
    private static String raw(Api of, String request) throws IOException {
        int port = URI.create(of.http.address()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answer.append(line).append('\n');
                if (line.startsWith("{")) {
                    break;
                }
            }
            return answer.toString();
        }
    }

    private static String get(String path, String host, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "Connection: close\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.test", "evil.test:8025", "127.0.0.1.evil.test", "localhost.evil.test", "10.0.0.1", ""})
    void aHostOfAnotherNameIsRefused(String host) throws IOException {
        assertThat(raw(api, get("/api/v1/servers/main", host)))
                .satisfiesAnyOf(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 421").contains("/problems/foreign-host"),
                        answer -> assertThat(answer).startsWith("HTTP/1.1 400"));
        assertThat(raw(api, get("/", host))).doesNotStartWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8025"})
    void loopbackHasSeveralNames(String host) throws IOException {
        assertThat(raw(api, get("/api/v1/servers/main", host))).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.test",
                "Origin: null",
                "Origin: https://localhost",
                "Sec-Fetch-Site: cross-site"
            })
    void aPageElsewhereIsRefused(String header) throws IOException {
        String answer = raw(
                api,
                "POST /api/v1/servers/main/fix HTTP/1.1\r\nHost: localhost\r\n" + header
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 403").contains("/problems/foreign-origin");
        assertThat(answer).doesNotContainIgnoringCase("Access-Control-Allow");
        assertThat(api.main.phase()).isEqualTo("broken");
        assertThat(raw(api, get("/api/v1/servers/main", "localhost", header))).startsWith("HTTP/1.1 403");
    }

    @Test
    void ownPagesAreWelcome() throws IOException {
        assertThat(raw(
                        api,
                        get(
                                "/api/v1/servers/main",
                                "localhost:1",
                                "Origin: http://localhost:1",
                                "Sec-Fetch-Site: same-origin")))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void whereATokenIsNeededAllButHealthAndCaWantIt() throws IOException {
        for (String path : new String[] {
            "/",
            "/servers",
            "/servers/main",
            "/scenarios",
            "/metrics",
            "/openapi.yaml",
            "/servers/main/events",
            "/servers/main/messages/1/raw",
            "/nothing"
        }) {
            assertThat(raw(guarded, get("/api/v1" + path, "any.test")))
                    .as(path)
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("www-authenticate: Bearer")
                    .contains("/problems/unauthorized");
            assertThat(raw(guarded, get("/api/v1" + path + "?token=" + TOKEN, "any.test")))
                    .startsWith("HTTP/1.1 401");
            assertThat(raw(guarded, get("/api/v1" + path, "any.test", "Authorization: Bearer " + TOKEN + "x")))
                    .startsWith("HTTP/1.1 401");
        }
        for (String path : new String[] {"/health", "/ready", "/ca.pem", "/ca.der", "/ca.mobileconfig"}) {
            assertThat(raw(guarded, get("/api/v1" + path, "any.test"))).as(path).startsWith("HTTP/1.1 200");
        }
        assertThat(raw(guarded, get("/api/v1/servers/main", "norelay:8025", "Authorization: Bearer " + TOKEN)))
                .startsWith("HTTP/1.1 200");
        assertThat(guarded.get("/").json().get("pageAddress").asString())
                .isEqualTo(guarded.http.address() + "/?token=" + TOKEN);
    }

    @Test
    void thePageTurnsATokenIntoACookie() throws IOException {
        String answer = raw(guarded, get("/?token=" + TOKEN, "any.test"));
        assertThat(answer)
                .startsWith("HTTP/1.1 303")
                .containsIgnoringCase("location: /\n")
                .contains("norelay-token=" + TOKEN)
                .containsIgnoringCase("; HttpOnly")
                .containsIgnoringCase("; SameSite=Strict");
        assertThat(raw(guarded, get("/?token=wrong", "any.test"))).doesNotContain("norelay-token");
        assertThat(raw(guarded, get("/api/v1/servers/main", "any.test", "Cookie: norelay-token=" + TOKEN)))
                .startsWith("HTTP/1.1 200");
        assertThat(raw(
                        guarded,
                        get(
                                "/api/v1/servers/main",
                                "any.test",
                                "Cookie: norelay-token=" + TOKEN,
                                "Origin: http://evil.test")))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | the body is no JSON: Unexpected end-of-input: expected close marker for Object (start marker at line: 1, column: 1)",
                "[] | a JSON object",
                "{\"scenari\":\"open\"} | unknown key scenari; there are scenario, file, dialect, seed, ttl",
                "{\"scenario\":1} | scenario is a text",
                "{\"scenario\":\"open\",\"file\":\"x\"} | one of them",
                "{\"seed\":1.5} | seed is a whole number",
                "{\"seed\":99999999999999999999} | seed is a whole number",
                "{\"ttl\":\"soon\"} | ttl is a duration such as",
                "{\"ttl\":\"25h\"} | at most 1d",
                "{\"ttl\":\"0s\"} | ttl is longer than nothing",
                "{\"scenario\":\"open\",\"scenario\":\"open\"} | the body is no JSON",
                "{} {} | the body is no JSON",
            })
    void aMalformedBodyIsToldWhatIsWrong(String body, String words) {
        Api.Answered answered = api.careless("POST", "/servers", "application/json", body);
        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.json().get("detail").asString()).contains(words);
    }

    @Test
    void deepJsonEndsEarly() {
        api.careless("POST", "/servers", "application/json", "[".repeat(100_000))
                .isProblem(400, "malformed-body");
        api.careless("POST", "/scenarios/validate", "application/json", "[".repeat(100_000))
                .is(200);
    }

    @Test
    void unknownNamesAreTold() {
        api.post("/servers", "{\"scenario\":\"relay-deneid\"}")
                .isProblem(404, "unknown-scenario", "did you mean relay-denied?");
        api.post("/servers", "{\"dialect\":\"gmial\"}").isProblem(404, "unknown-dialect", "gmail");
        api.get("/scenarios?dialect=gmial").isProblem(404, "unknown-dialect", "gmail");
        api.get("/servers/s-00000000").isProblem(404, "unknown-server");
        api.careless("GET", "/servers/main/sessions/x", "", "")
                .isProblem(404, "unknown-session", "nobody has connected");
        api.careless("GET", "/servers/main/messages/99999999999", "", "").isProblem(404, "unknown-message");
        api.get("/servers/main/await?refusal=no-such").isProblem(400, "bad-parameter", "no-such");
        api.post("/servers", "{\"file\":\"titel: x\"}").isProblem(422, "bad-scenario", "titel");
    }

    @Test
    void parametersAreLookedAt() {
        api.careless("GET", "/scenarios?lmit=3", "", "")
                .isProblem(400, "bad-parameter", "unknown parameter lmit; there are");
        api.careless("GET", "/scenarios?limit=0", "", "").isProblem(400, "bad-parameter", "from 1 to 500");
        api.careless("GET", "/servers/main/sessions?order=odd", "", "")
                .isProblem(400, "bad-parameter", "oldest, newest");
        api.careless("GET", "/servers/main/await?messages=1&timeout=1d", "", "")
                .isProblem(400, "bad-parameter", "at most 1m");
        api.careless("GET", "/servers/main?x=1", "", "").isProblem(400, "bad-parameter", "there are none here");
    }

    @Test
    void whatCannotBeSaidIsNotPassedOver() {
        for (String path : List.of("/servers/main/fix", "/servers/main/reset")) {
            api.careless("POST", path, "application/json", "{\"phase\":\"fixed\"}")
                    .isProblem(400, "malformed-body", "send no body");
            api.careless("POST", path, "application/x-www-form-urlencoded", "phase=fixed")
                    .isProblem(400, "malformed-body", "send no body");
            api.careless("POST", path, "application/json", "{}").is(200);
            api.careless("POST", path, "application/x-www-form-urlencoded", "").is(200);
        }
    }

    @Test
    void wrongPathsMethodsAndTypesAreTold() throws IOException {
        assertThat(raw(api, get("/api/v1/nothing", "localhost")))
                .startsWith("HTTP/1.1 404")
                .contains("/problems/unknown-path");
        assertThat(raw(api, get("/nothing.html", "localhost")))
                .startsWith("HTTP/1.1 404")
                .contains("/problems/unknown-path");
        assertThat(raw(api, "DELETE /api/v1/scenarios HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("/problems/method-not-allowed");
        api.careless("POST", "/servers/main/use", "text/csv", "a,b")
                .isProblem(415, "unsupported-media-type", "text/csv");
        api.careless("PUT", "/servers/main/phase", "application/yaml", "phase: fixed")
                .isProblem(415, "unsupported-media-type");
        for (String path : List.of("/servers", "/servers/main/fix", "/servers/main/reset", "/scenarios")) {
            String form = "--x\r\nContent-Disposition: form-data; name=scenario\r\n\r\nrelay-denied\r\n--x--\r\n";
            api.careless("POST", path, "multipart/form-data; boundary=x", form)
                    .isProblem(415, "unsupported-media-type", "multipart/form-data; boundary=x", "application/json");
        }
        assertThat(raw(api, get("/api/v1/health", "localhost").replace("GET", "HEAD")))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("up");
        assertThat(raw(api, "GARBAGE\r\n\r\n")).matches("(?s)HTTP/1.[01] 400.*");
        assertThat(raw(api, get("/api/v1/" + "x".repeat(20_000), "localhost"))).matches("(?s)HTTP/1.[01] 414.*");
        assertThat(raw(api, get("/api/v1/", "localhost", "X: " + "x".repeat(20_000))))
                .matches("(?s)HTTP/1.[01] 431.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../http/openapi.yaml",
                "/%2e%2e/http/openapi.yaml",
                "/..%2fhttp/openapi.yaml",
                "/..\\http\\openapi.yaml",
                "/web/../../../../META-INF/MANIFEST.MF",
                "//etc/passwd",
                "/.hidden.txt",
                "/a/%00.txt",
                "/META-INF/MANIFEST.MF",
            })
    void noPathLeavesTheFolderOfThePage(String path) throws IOException {
        assertThat(raw(api, get(path, "localhost"))).startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../logback", "..%2f..%2fetc%2fpasswd", "%2Fetc%2Fpasswd", "/etc/passwd"})
    void noScenarioIsAFile(String name) throws IOException {
        assertThat(raw(api, get("/api/v1/scenarios/" + name, "localhost"))).startsWith("HTTP/1.1 404");
        api.post("/servers", "{\"scenario\":" + Contract.JSON.writeValueAsString(name) + "}")
                .isProblem(404, "unknown-scenario");
    }

    @Test
    void aGiantBodyIsRefusedBeforeItIsRead() throws IOException {
        assertThat(raw(
                        api,
                        String.join(
                                "\r\n",
                                "POST /api/v1/servers HTTP/1.1",
                                "Host: localhost",
                                "Content-Type: application/json",
                                "Content-Length: 5000000000",
                                "",
                                "")))
                .startsWith("HTTP/1.1 413")
                .contains("/problems/body-too-large");
        String large = "norelay: 1\ntitle: x\n#" + "x".repeat(1 << 20);
        assertThat(api.yaml("/scenarios/validate", large).json().get("problems").toString())
                .contains("larger than 1 MiB");
        api.careless("PUT", "/servers/main/phase", "application/json", "{\"phase\":\"" + "x".repeat(200_000) + "\"}")
                .isProblem(413, "body-too-large");
    }

    @Test
    void hostileMailIsHarmlessText() throws IOException {
        JsonNode server = api.post("/servers").is(201).json();
        String path = "/servers/" + server.get("id").asString();
        String evil = "<script>alert(1)</script>\u0000\u001b[2J";
        try (Mailer mailer = Mailer.to(server)) {
            mailer.ask("EHLO <script>");
            mailer.ask("NOOP " + evil);
            mailer.ask("MAIL FROM:<\"<script>\"@example.test>");
            mailer.ask("RCPT TO:<bob@partner.test>");
            mailer.ask("DATA");
            assertThat(
                            mailer.ask(
                                    "Subject: =?no-such-charset?q?x?= " + evil
                                            + "\r\nContent-Type: multipart/mixed; boundary=\r\n"
                                            + "Content-Disposition: attachment; filename=\"..\\\\..\\\\\u0007x\"\r\n\r\n--\r\n\u0080\r\n.\r\nQUIT"))
                    .startsWith("250");
        }
        JsonNode message = api.get(path + "/messages/1").is(200).json();
        assertThat(message.get("subject").asString()).contains("<script>");
        api.get(path + "/messages/1/raw").is(200);
        String session = api.get(path + "/sessions/1").is(200).text();
        assertThat(session).doesNotContain("\u001b").contains("\\\\x1b[2J");
        for (JsonNode part : message.get("parts")) {
            Api.Answered answered = api.get(part.get("href").asString("").substring("/api/v1".length()))
                    .is(200);
            assertThat(answered.response().headers().firstValue("X-Content-Type-Options"))
                    .hasValue("nosniff");
        }
    }

    @Test
    void aMessageOfManyPartsIsDecodedInBounds() throws IOException {
        JsonNode server = api.post("/servers").is(201).json();
        String path = "/servers/" + server.get("id").asString() + "/messages";
        StringBuilder many = new StringBuilder("Content-Type: multipart/mixed; boundary=b\n\n");
        many.append("--b\n\nx\n".repeat(5_000)).append("--b--\n");
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        assertThat(Mailer.send(server, "bob@partner.test", many.toString())).startsWith("250");
        assertThat(Mailer.send(server, "bob@partner.test", deep.toString())).startsWith("250");
        for (int number = 1; number <= 2; number++) {
            JsonNode message = api.get(path + "/" + number).is(200).json();
            assertThat(message.get("parts").size()).isLessThanOrEqualTo(1_000);
            assertThat(message.get("defects").toString()).contains("could not be decoded to its end");
        }
        assertThat(api.get(path).is(200).json().get("total").asInt()).isEqualTo(2);
    }
}
