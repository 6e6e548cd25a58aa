package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the contract does what it says; each request and answer is held against it. Longer than a class should
 * be: only one that calls all operations can tell at its end that none was left out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    private static final String OWN = """
            norelay: 1
            name: no-ann
            title: Ann is not here
            server: { policy: open }
            mail: { to: [ann@partner.test] }
            fixed: { mail: { to: [bob@partner.test] } }
            rules:
              - { name: ann, on: rcpt, when: { recipient: "ann@*" }, then: { reply: 550 5.1.1 no Ann here } }
            """;
    private static final String LETTER = """
            From: Alice <alice@example.test>
            To: bob@partner.test
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
            Date: Sat, 31 Jan 2026 10:00:00 +0000
            Message-ID: <1@example.test>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: multipart/alternative; boundary=c

            --c
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Sch=F6n
            --c
            Content-Type: text/html; charset=utf-8

            <p>Schön <img src="cid:pic@x"><script>alert(1)</script></p>
            --c--
            --b
            Content-Type: image/png
            Content-ID: <pic@x>
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --b
            Content-Type: application/pdf; name="../../etc/passwd"
            Content-Disposition: attachment; filename="../../etc/pass wd.pdf"

            %PDF
            --b--
            """;

    private final Contract contract = new Contract();
    private Api api;

    @BeforeAll
    void start() {
        api = Api.builder().contract(contract).start();
    }

    @AfterAll
    void everyOperationWasExercised() {
        api.close();
        assertThat(contract.exercised()).isEqualTo(contract.operations());
    }

    private static List<String> texts(JsonNode items, String key) {
        return items.valueStream().map(item -> item.path(key).asString("")).toList();
    }

    @Test
    void norelayTellsOfItself() throws CertificateException {
        JsonNode about = api.get("/").is(200).json();
        assertThat(about.get("address").asString()).isEqualTo(api.http.address());
        assertThat(about.get("pageAddress").asString()).isEqualTo(api.http.address() + "/");
        assertThat(about.get("tokenRequired").asBoolean()).isFalse();
        assertThat(api.get("/health").json().get("status").asString()).isEqualTo("up");
        assertThat(api.get("/ready").json().get("status").asString()).isEqualTo("ready");
        assertThat(api.get("/openapi.yaml").is(200).text()).startsWith("openapi: 3.1.0");
        assertThat(api.get("/address.svg").is(200).text())
                .startsWith("<svg")
                .contains("<path fill=\"#000\" d=\"M4,4h1v1h-1z");

        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        byte[] der = api.get("/ca.der").is(200).response().body();
        X509Certificate fromDer = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        String pem = api.get("/ca.pem").is(200).text();
        assertThat(factory.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(fromDer);
        assertThat(pem).isEqualTo(api.main.ca().pem());
        String profile = api.get("/ca.mobileconfig").is(200).text();
        assertThat(profile)
                .contains(
                        "com.apple.security.root", java.util.Base64.getEncoder().encodeToString(der));
        assertThat(api.get("/ca.mobileconfig").text())
                .as("installed twice it is one")
                .isEqualTo(profile);
    }

    @Test
    void metricsAreInBothFormats() throws IOException {
        JsonNode server = api.server("{\"scenario\":\"playground\"}");
        Mailer.send(server, "relay-denied@refuse.test", "Subject: x\n\nx");
        api.get("/servers/" + server.get("id").asString());
        assertThat(api.get("/metrics").is(200).text())
                .contains("# TYPE norelay_sessions_total counter", "norelay_refusals_total{refusal=\"relay-denied\"}")
                .contains("norelay_http_requests_total{method=\"post\",status=\"201\"}");
        Api.Answered open =
                api.send(api.request("GET", "/metrics", "", "").header("Accept", "application/openmetrics-text"));
        assertThat(open.type()).startsWith("application/openmetrics-text");
        assertThat(open.text()).endsWith("# EOF\n");
    }

    @Test
    void theCatalogueIsSearched() {
        JsonNode all = api.get("/scenarios?limit=500").is(200).json();
        assertThat(all.get("total").asInt())
                .isGreaterThan(100)
                .isEqualTo(all.get("items").size());
        JsonNode found = api.get("/scenarios?q=Password%20changed&family=login").json();
        assertThat(texts(found.get("items"), "name")).contains("stale-password");
        assertThat(texts(found.get("items"), "family")).containsOnly("login");
        assertThat(texts(api.get("/scenarios?cause=clock-wrong").json().get("items"), "name"))
                .contains("clock-skew");
        assertThat(api.get("/scenarios?dialect=gmail&limit=1")
                        .json()
                        .get("total")
                        .asInt())
                .isLessThan(all.get("total").asInt());

        JsonNode first = api.get("/scenarios?limit=3").json();
        JsonNode second = api.get("/scenarios?limit=3&after="
                        + first.get("next").asString().replace("/", "%2F"))
                .json();
        assertThat(texts(second.get("items"), "name"))
                .isEqualTo(texts(all.get("items"), "name").subList(3, 6));
        assertThat(api.get("/dialects").json().get("items").size()).isGreaterThan(30);
    }

    @Test
    void aStoryIsToldInADialect() {
        JsonNode plain = api.get("/scenarios/relay-denied").is(200).json();
        assertThat(plain.get("dialect").isNull()).isTrue();
        assertThat(plain.get("dialogue").size()).isGreaterThan(5);
        assertThat(plain.get("file").asString()).startsWith("norelay: 1");
        JsonNode gmail =
                api.get("/scenarios/relay-denied?dialect=gmail").is(200).json();
        assertThat(gmail.at("/dialect/name").asString()).isEqualTo("gmail");
        assertThat(gmail.get("dialogue").toString()).contains("\"words\":\"gmail\"");
        assertThat(api.get("/scenarios/relay-denied/file").is(200).text())
                .isEqualTo(plain.get("file").asString());
    }

    @Test
    void aScenarioIsValidatedAddedPlayedAndRemoved() throws IOException {
        assertThat(api.yaml("/scenarios/validate", OWN)
                        .is(200)
                        .json()
                        .get("valid")
                        .asBoolean())
                .isTrue();
        JsonNode bad = api.yaml(
                        "/scenarios/validate", OWN.replace("title", "titel").replace("rcpt", "rctp"))
                .json();
        assertThat(bad.get("valid").asBoolean()).isFalse();
        assertThat(bad.get("problems").toString()).contains("\"line\":3", "\"line\":8", "titel", "rctp");

        Api.Answered added = api.yaml("/scenarios", OWN).is(201);
        assertThat(added.response().headers().firstValue("Location")).hasValue("/api/v1/scenarios/no-ann");
        assertThat(added.json().get("family").asString()).isEqualTo("added");
        api.yaml("/scenarios", OWN).isProblem(409, "scenario-exists", "no-ann", "replace=true");
        api.yaml("/scenarios?replace=true", OWN).is(201);
        assertThat(texts(api.get("/scenarios?q=Ann&family=added").json().get("items"), "name"))
                .containsExactly("no-ann");

        JsonNode server = api.server("{\"scenario\":\"no-ann\",\"dialect\":\"postfix\"}");
        assertThat(server.get("dialect").asString()).isEqualTo("postfix");
        assertThat(Mailer.send(server, "ann@partner.test", "x")).isEqualTo("550 5.1.1 no Ann here");

        api.delete("/scenarios/no-ann").is(204);
        api.get("/scenarios/no-ann").isProblem(404, "unknown-scenario");
        api.delete("/scenarios/relay-denied").isProblem(409, "not-removable");
        api.yaml("/scenarios", OWN.replace("no-ann", "relay-denied")).isProblem(409, "scenario-exists", "catalogue");
        api.yaml("/scenarios", OWN.replace("norelay: 1", "norelay: 2")).isProblem(422, "bad-scenario");
    }

    @Test
    void aStoryIsLivedThrough() throws IOException {
        JsonNode server =
                api.server("{\"file\":" + Contract.JSON.writeValueAsString(OWN) + ",\"seed\":42,\"ttl\":\"2m\"}");
        String path = "/servers/" + server.get("id").asString();
        assertThat(server.get("seed").asLong()).isEqualTo(42);
        assertThat(server.get("ttl").asString()).isEqualTo("2m");
        assertThat(server.at("/settings/to/0").asString()).isEqualTo("ann@partner.test");
        assertThat(server.at("/settings/fields/0/name").asString()).isEqualTo("server");
        assertThat(server.at("/ca/pem").asString()).isEqualTo(api.main.ca().pem());

        assertThat(Mailer.send(server, "ann@partner.test", LETTER)).startsWith("550");
        assertThat(api.get(path).json().at("/counts/refusals").asInt()).isEqualTo(1);
        JsonNode wrong = api.post(path + "/attempts", "{\"failed\":true,\"shown\":\"550 no Ann here\"}")
                .is(201)
                .json();
        assertThat(wrong.get("surfaced").asString()).isEqualTo("reply");
        assertThat(wrong.get("phase").asString()).isEqualTo("broken");

        JsonNode fixed = api.post(path + "/fix").is(200).json();
        assertThat(fixed.get("phase").asString()).isEqualTo("fixed");
        assertThat(fixed.get("fixed").asBoolean()).isTrue();
        assertThat(fixed.at("/settings/to/0").asString()).isEqualTo("bob@partner.test");
        assertThat(Mailer.send(server, "bob@partner.test", LETTER)).startsWith("250");
        api.post(path + "/attempts", "{\"failed\":false}").is(201);

        JsonNode verdict = api.get(path + "/verdict").is(200).json();
        assertThat(verdict.get("problems").toString()).isEqualTo("[]");
        assertThat(verdict.get("good").asBoolean()).isTrue();
        assertThat(verdict.get("attempts").size()).isEqualTo(2);
        assertThat(verdict.at("/copies/bob@partner.test").asInt()).isEqualTo(1);
        assertThat(api.get(path + "/diagnosis").is(200).json().get("cause").asString())
                .isEqualTo("none");
        assertThat(api.get(path + "/findings").is(200).json().get("items").toString())
                .doesNotContain("breach");

        JsonNode reset = api.post(path + "/reset").is(200).json();
        assertThat(reset.get("phase").asString()).isEqualTo("broken");
        assertThat(reset.at("/counts/sessions").asInt()).isZero();
        assertThat(api.get(path + "/verdict").json().get("surfaced").asString()).isEqualTo("unknown");
        JsonNode used = api.post(path + "/use", "{\"scenario\":\"stale-password\",\"dialect\":\"gmail\"}")
                .is(200)
                .json();
        assertThat(used.get("scenario").asString()).isEqualTo("stale-password");
        assertThat(used.get("dialect").asString()).isEqualTo("gmail");
        assertThat(used.get("listeners")).isEqualTo(server.get("listeners"));
        String user = used.at("/accounts/0").asString();
        api.put(path + "/password", "{\"user\":\"" + user + "\",\"password\":\"new-horse\"}")
                .is(200);
        api.put(path + "/password", "{\"user\":\"nobody\",\"password\":\"x\"}").isProblem(404, "unknown-user", user);
        assertThat(api.put(path + "/phase", "{\"phase\":\"fixed\"}")
                        .is(200)
                        .json()
                        .get("phase")
                        .asString())
                .isEqualTo("fixed");
        api.put(path + "/phase", "{\"phase\":\"mended\"}").isProblem(404, "unknown-phase", "has no phase mended");
        api.post(path + "/time", "{\"pass\":\"5m\"}").is(200);
        api.delete(path).is(204);
        api.get(path).isProblem(404, "unknown-server");
        api.delete("/servers/main").isProblem(409, "not-removable");
    }

    @Test
    void aSessionIsToldEntryByEntry() throws IOException {
        JsonNode server = api.yaml("/servers?ttl=1m&seed=7", OWN).is(201).json();
        String path = "/servers/" + server.get("id").asString();
        Mailer.send(server, "ann@partner.test", LETTER);
        Mailer.send(server, "bob@partner.test", LETTER);
        try (Mailer third = Mailer.to(server)) {
            third.ask("NOOP");
            JsonNode page =
                    api.get(path + "/sessions?order=newest&limit=2").is(200).json();
            assertThat(page.get("total").asInt()).isEqualTo(3);
            assertThat(texts(page.get("items"), "outcome")).containsExactly("under-way", "delivered");
            JsonNode rest = api.get(path + "/sessions?order=newest&limit=2&after="
                            + page.get("next").asInt())
                    .json();
            assertThat(texts(rest.get("items"), "outcome")).containsExactly("failed");
            assertThat(rest.get("next").isNull()).isTrue();
        }
        JsonNode session = api.get(path + "/sessions/1").is(200).json();
        JsonNode refusal = session.get("entries")
                .valueStream()
                .filter(entry -> entry.path("refused").asBoolean(false))
                .findFirst()
                .orElseThrow();
        assertThat(refusal.get("text").asString()).isEqualTo("no Ann here");
        assertThat(refusal.get("direction").asString()).isEqualTo("server");
        assertThat(refusal.at("/rule/title").asString()).isEqualTo("rule ann (line 8)");
        assertThat(refusal.get("tls").asBoolean()).isFalse();
        assertThat(session.at("/diagnosis/cause").asString()).isEqualTo("recipient-refused");
        assertThat(session.at("/diagnosis/evidence").valueStream().map(JsonNode::asLong))
                .contains(refusal.get("sequence").asLong());
        assertThat(api.get(path + "/sessions/1/transcript").is(200).text()).contains("S: 550 5.1.1 no Ann here");
        assertThat(api.get(path + "/transcript").is(200).text()).contains("-- session 1", "-- session 3");
        assertThat(api.get(path + "/sessions/2").json().get("messages").toString())
                .isEqualTo("[1]");
        api.get(path + "/sessions/9").isProblem(404, "unknown-session", "there are 1 to 3");
    }

    @Test
    void aMessageIsDecodedAndHarmless() throws IOException {
        JsonNode server = api.post("/servers").is(201).json();
        String path = "/servers/" + server.get("id").asString() + "/messages";
        Mailer.send(server, "bob@partner.test", LETTER);
        JsonNode list = api.get(path + "?limit=1").is(200).json();
        assertThat(list.at("/items/0/subject").asString()).isEqualTo("Grüße");
        assertThat(list.at("/items/0/attachments").size()).isEqualTo(1);

        JsonNode message = api.get(path + "/1").is(200).json();
        assertThat(message.get("text").asString().strip()).isEqualTo("Schön");
        assertThat(texts(message.get("parts"), "part")).containsExactly("1", "1.1", "1.2", "2", "3");
        assertThat(message.at("/attachments/0/filename").asString()).isEqualTo("pass wd.pdf");
        assertThat(message.at("/headers/2/value").asString()).isEqualTo("Grüße");
        assertThat(message.at("/headers/2/raw").asString()).isEqualTo("=?utf-8?q?Gr=C3=BC=C3=9Fe?=");

        Api.Answered raw = api.get(path + "/1/raw").is(200);
        assertThat(raw.text()).isEqualTo(LETTER.replace("\n", "\r\n"));
        Api.Answered html = api.get(path + "/1/html").is(200);
        assertThat(html.text()).contains("src=\"data:image/png;base64,iVBORw0KGgo=\"");
        assertThat(html.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .startsWith("sandbox; default-src 'none'; img-src data:;")
                .doesNotContain("script");
        Api.Answered pdf = api.get(path + "/1/parts/3").is(200);
        assertThat(pdf.text().strip()).isEqualTo("%PDF");
        assertThat(pdf.type()).isEqualTo("application/octet-stream");
        assertThat(pdf.response().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename*=UTF-8''pass%20wd.pdf");
        assertThat(api.get(path + "/1/parts/2").is(200).type()).isEqualTo("image/png");
        api.get(path + "/1/parts/1").isProblem(404, "unknown-part");
        api.get(path + "/2").isProblem(404, "unknown-message", "there are 1 to 1");
    }

    @Test
    void rulesAreAddedToldAndTakenAway() throws IOException {
        JsonNode server = api.post("/servers").is(201).json();
        String path = "/servers/" + server.get("id").asString() + "/rules";
        Api.Answered added =
                api.yaml(path, "on: rcpt\nwhen: { recipient: \"ann@*\" }\nthen: { refuse: recipient-unknown }\n");
        assertThat(added.is(201).json().get("added").asBoolean()).isTrue();
        String location = added.response().headers().firstValue("Location").orElseThrow();
        api.post(path, "{\"on\":\"mail\",\"when\":{\"sender\":\"eve@*\"},\"then\":[{\"refuse\":\"sender-refused\"}]}")
                .is(201);
        assertThat(Mailer.send(server, "ann@partner.test", "x")).startsWith("550 5.1.1");
        JsonNode rules = api.get(path).is(200).json().get("items");
        assertThat(rules.valueStream().map(rule -> rule.get("fired").asLong())).containsExactly(1L, 0L);
        assertThat(rules.at("/1/nearMiss").asString()).contains("alice@example.test");
        assertThat(api.get(location.substring("/api/v1".length()))
                        .is(200)
                        .json()
                        .get("yaml")
                        .asString())
                .contains("on: rcpt");
        api.delete(location.substring("/api/v1".length())).is(204);
        api.delete(path + "/1").isProblem(404, "unknown-rule");
        assertThat(Mailer.send(server, "ann@partner.test", "x")).startsWith("250");
        JsonNode mistakes = api.yaml(path, "on: rctp\nthen: { refuse: nothing }\n")
                .isProblem(422, "bad-scenario")
                .json();
        assertThat(mistakes.get("problems").size()).isEqualTo(2);
    }

    @Test
    void whatIsAwaitedIsToldAtOnceOrInVain() throws IOException {
        JsonNode server = api.yaml("/servers", OWN).is(201).json();
        String path = "/servers/" + server.get("id").asString();
        JsonNode vain = api.get(path + "/await?messages=1&timeout=1ms")
                .isProblem(409, "awaited-in-vain", "1 messages", "nobody connected")
                .json();
        assertThat(vain.get("nearMisses").toString()).contains("rule ann (line 8) never fired");
        java.util.concurrent.CompletableFuture<Api.Answered> waiting =
                java.util.concurrent.CompletableFuture.supplyAsync(
                        () -> api.get(path + "/await?refusal=other&sessions=1&timeout=60s"));
        Mailer.send(server, "ann@partner.test", "x");
        assertThat(waiting.join().is(200).json().at("/refusalsById/other").asInt())
                .isEqualTo(1);
        api.get(path + "/await?refusals=1").is(200);
        api.get(path + "/await").isProblem(400, "bad-parameter", "await what?");
    }

    @Test
    void serversAreListedMainFirst() {
        JsonNode page = api.get("/servers?limit=1").is(200).json();
        assertThat(page.at("/items/0/id").asString()).isEqualTo("main");
        assertThat(page.at("/items/0/expires").isNull()).isTrue();
    }

    @Test
    void eventsAreToldAsTheyHappen() throws Exception {
        JsonNode server = api.yaml("/servers", OWN).is(201).json();
        String path = "/servers/" + server.get("id").asString();
        try (Events events = Events.of(api, path + "/events?after=0", null)) {
            contract.checkAnswer("GET", "/api/v1" + path + "/events", 200, events.type(), "");
            Mailer.send(server, "ann@partner.test", "x");
            List<Events.Event> told = events.until("session");
            assertThat(told)
                    .allSatisfy(
                            event -> contract.check(event.name(), Contract.named(schema(event.name())), event.data()));
            assertThat(told)
                    .extracting(Events.Event::name)
                    .startsWith("entry", "entry", "state")
                    .endsWith("session");
            assertThat(told.get(told.size() - 1).data().get("outcome").asString())
                    .isEqualTo("failed");
            assertThat(told.get(told.size() - 2).data().get("event").asString()).isEqualTo("session-closed");
            api.post(path + "/fix").is(200);
            List<Events.Event> fixed = events.until("state");
            assertThat(fixed.get(fixed.size() - 1).data().get("phase").asString())
                    .isEqualTo("fixed");
            long half = told.get(told.size() / 2).id();
            try (Events again = Events.of(api, path + "/events", Long.toString(half))) {
                assertThat(again.next().id()).isEqualTo(half + 1);
            }
            api.delete(path).is(204);
            assertThat(events.until("end").stream()
                            .reduce((a, b) -> b)
                            .orElseThrow()
                            .data()
                            .get("reason")
                            .asString())
                    .isEqualTo("deleted");
            assertThat(events.isOver()).isTrue();
        }
    }

    private static String schema(String event) {
        return switch (event) {
            case "entry" -> "Entry";
            case "session" -> "Session";
            case "state" -> "Server";
            case "gap" -> "Gap";
            default -> "End";
        };
    }
}
