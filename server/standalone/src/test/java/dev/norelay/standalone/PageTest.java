package dev.norelay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The web page of a running norelay in a real browser, while curl is the mail app. Pictures are in {@code target/page}. */
@NeedsChromium
@Needs("curl")
@Tag("long") // it starts a browser: for `make test`, not for `make check`
@TestInstance(Lifecycle.PER_CLASS)
class PageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HOSTILE = "<img src=x onerror=top.hostile=1><script>top.hostile=1</script>";

    private static final int MORE_THAN_CONNECTIONS = 8;

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningNorelay norelay;
    private Browser browser;
    private String page;

    @BeforeAll
    void start() throws IOException {
        norelay = new RunningNorelay();
        browser = new Browser();
        page = norelay.next().get("http").get("page").asString();
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        browser.close();
        norelay.close();
    }

    @Test
    void aWholeStoryIsPlayedByClicks() throws IOException, InterruptedException {
        browser.open(page);
        browser.click("nav a", "Catalogue");
        browser.type("input[type=search]", "relay-denied");
        browser.awaitGone("a[href='#/catalogue/stale-password']");
        browser.find("button[aria-label='Play this: relay-denied']").click();
        browser.find("h1", "Relaying denied because the outgoing login was left blank");

        Pasted wrong = paste(shownCommand());
        assertThat(wrong).isEqualTo(new Pasted(55, "curl: (55) RCPT failed: 550\n"));
        browser.find(".diagnosis .sentence", "The client did not log in");
        browser.find(".diagnosis .remedy", "Enter the user name and password of the outgoing server.");
        browser.find(".alert", "does not allow relaying");
        assertThat(browser.all(".rung.refused")).singleElement().satisfies(this::refusalIsLitAndExplained);
        browser.find(".rung.handshake.tls", "TLS 1.3");
        browser.run("window.scrollTo(0, 0); document.activeElement.blur()");
        for (String scheme : List.of("dark", "light")) {
            browser.look(1440, scheme);
            browser.picture("relay-denied-1440-" + scheme);
        }

        tellVerdict("It said that it failed", "550 5.7.1 <bob@partner.test>: Relaying denied");
        browser.find(".facts", "It told what the server had said.");
        browser.click("nav a", "Play");
        browser.click("button", "Remedy done");
        browser.find(".phases [aria-current]", "fixed");
        browser.find("button:disabled", "The remedy is done");

        assertThat(paste(shownCommand())).isEqualTo(new Pasted(0, ""));
        browser.find(".sessions [aria-current] .delivered");
        browser.find(".rung.login.good", "login accepted");
        browser.find(".rung.taken a", "message 1").click();
        browser.find("h1", "Hello");
        browser.find(".panel.text", "Hello");
        browser.find(".facts", "alice@example.test");
        tellVerdict("It said that it was sent, or nothing", "");
        browser.find(".judged.good", "Nothing to complain of");
        browser.find(".facts", "bob@partner.test once");
        assertThat(browser.complaints()).isEmpty();
    }

    private void refusalIsLitAndExplained(WebElement rung) {
        assertThat(rung.getText()).contains("550 5.7.1 <bob@partner.test>: Relaying denied");
        WebElement reply = rung.findElement(By.tagName("button"));
        WebElement note = rung.findElement(By.cssSelector("[role=tooltip]"));
        assertThat(note.isDisplayed()).as("the note, before").isFalse();
        browser.run("arguments[0].focus()", reply);
        assertThat(reply.getAttribute("aria-describedby")).isEqualTo(note.getAttribute("id"));
        assertThat(note.isDisplayed()).as("the note, on focus").isTrue();
        assertThat(note.getText()).contains("relay-denied", "RFC ", "as a correct server does");
    }

    private void tellVerdict(String how, String shown) {
        browser.click("nav a", "Verdict");
        browser.click("label.radio", how);
        browser.find("textarea").sendKeys(shown);
        int before = browser.all(".attempts li").size();
        browser.click("button", "Report the attempt");
        browser.find(".attempts li:nth-child(" + (before + 1) + ")");
    }

    /** What a person copies out of the page. */
    private String shownCommand() {
        if (browser.all(".settings details[open]").isEmpty()) {
            browser.click(".settings summary", "Or send with curl");
        }
        return browser.find(".settings pre", "curl").getText();
    }

    /** A busy machine gets more time for a handshake than a person has patience. */
    private static Pasted paste(String command) throws IOException, InterruptedException {
        return Pasted.into("sh", command.replace("--connect-timeout 5 ", ""));
    }

    @Test
    void thePasswordIsChangedByADialogAndTheOldOneIsStale() throws IOException, InterruptedException {
        use(Map.of("scenario", "relay-denied"));
        post("/servers/main/fix", Map.of());
        browser.open(page);
        String command = shownCommand();
        browser.click("button", "Change the password");
        browser.type("dialog input", "new-horse" + Keys.ENTER);
        browser.find(".changed", "The server now wants the password new-horse of alice@example.test");

        assertThat(paste(command).exitCode()).isEqualTo(67);
        browser.find(".rung.login.bad", "the password from before it was changed");
        browser.find(".diagnosis code", "password-stale");
        assertThat(paste(command.replace("correct-horse", "new-horse"))).isEqualTo(new Pasted(0, ""));
        browser.find(".sessions [aria-current] .delivered");
    }

    @Test
    void everyViewIsForEveryoneInLightAndDarkAndAtEveryWidth() throws IOException, InterruptedException {
        use(Map.of("scenario", "relay-denied"));
        send();
        post("/servers/main/fix", Map.of());
        send();
        JsonNode sessions = get("/servers/main/sessions").get("items");
        Map<String, String> views = Map.of(
                "play", "#/sessions/" + sessions.get(0).get("id").asInt() + " .diagnosis",
                "delivered", "#/sessions/" + sessions.get(1).get("id").asInt() + " .rung.taken",
                "catalogue", "#/catalogue .stories",
                "story", "#/catalogue/stale-password .rung.refused",
                "mail", "#/mail .inbox li",
                "message", "#/mail/1 .letter-text",
                "verdict", "#/verdict .judged",
                "phone", "#/phone .steps");
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> view : views.entrySet()) {
            String[] place = view.getValue().split(" ", 2);
            browser.look(1440, "light");
            browser.open(page + place[0]);
            browser.find(place[1]);
            browser.picture(view.getKey() + "-1440-light");
            for (String scheme : List.of("light", "dark")) {
                browser.look(1440, scheme);
                browser.violations().forEach(violation -> wrong.add(view.getKey() + ", " + scheme + ": " + violation));
            }
            for (int width : List.of(768, 360)) {
                browser.look(width, "light");
                browser.cutOff().forEach(cut -> wrong.add(view.getKey() + ", " + width + ": " + cut));
            }
            browser.picture(view.getKey() + "-360-light");
            if (place[0].startsWith("#/sessions") || place[0].startsWith("#/mail")) { // they change with the width
                browser.violations().forEach(violation -> wrong.add(view.getKey() + ", 360: " + violation));
            }
        }
        browser.look(1440, "light");
        assertThat(wrong).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    /** Whatever stands in a scenario, a reply, or a mail is read, and does nothing. */
    @Test
    void hostileTextIsHarmless(@TempDir Path folder) throws IOException, InterruptedException {
        try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            use(Map.of("file", HOSTILE_SCENARIO.replace("HOSTILE", HOSTILE)));
            Path mail = Files.writeString(
                    folder.resolve("mail.eml"),
                    HOSTILE_MAIL
                            .replace("HOSTILE", HOSTILE)
                            .replace("ELSEWHERE", "http://127.0.0.1:" + elsewhere.getLocalPort())
                            .replace("\n", "\r\n"));
            JsonNode settings = get("/servers/main").get("settings");
            String curl =
                    "curl -sS --url smtp://127.0.0.1:" + settings.get("port").asInt()
                            + " --mail-from a@example.test --mail-rcpt b@partner.test --mail-rcpt no@partner.test"
                            + " --mail-rcpt-allowfails --upload-file " + mail;
            assertThat(Pasted.into("sh", curl)).isEqualTo(new Pasted(0, ""));

            browser.open(page);
            browser.find("h1", HOSTILE);
            browser.find(".rung.refused", HOSTILE);
            browser.find(".alert", HOSTILE);
            browser.open(page + "#/mail/1");
            browser.find("h1", HOSTILE);
            browser.find(".attachments", "onerror");
            browser.click("[role=tab]", "Header");
            browser.find(".headers", HOSTILE);
            browser.click("[role=tab]", "Raw");
            browser.find(".panel pre", HOSTILE);
            browser.click("[role=tab]", "HTML");
            assertThat(browser.find("iframe").getAttribute("sandbox")).isEmpty();
            browser.enter("iframe");
            browser.find("h2", "Figures");
            browser.leave();
            browser.picture("hostile-1440-light");
            assertThat(browser.run("return window.hostile")).isNull();
            assertThat(browser.all("#page img:not(.name img), #page script")).isEmpty();
            elsewhere.setSoTimeout(1);
            assertThat(connectionTo(elsewhere))
                    .as("something remote was fetched")
                    .isFalse();
        }
    }

    private static boolean connectionTo(ServerSocket socket) throws IOException {
        try {
            socket.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    /** A browser holds six connections to a server at most, and remembers pages that were left. */
    @Test
    void pagesThatNobodyLooksAtHoldNoConnection() throws IOException, InterruptedException {
        use(Map.of("scenario", "relay-denied"));
        for (int visits = 0; visits < MORE_THAN_CONNECTIONS; visits++) {
            browser.open(page);
            browser.find("h1", "Relaying denied");
        }
        browser.find(".nobody");
        for (int tabs = 0; tabs < MORE_THAN_CONNECTIONS; tabs++) {
            browser.openInTab(page);
            browser.find("h1", "Relaying denied");
        }
        send();
        browser.find(".rung.refused");
        browser.backToFirstTab();
        browser.find(".rung.refused");
        browser.find(".live.on");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPhoneGetsTheAddressTheCertificateAndTheSteps() throws IOException, InterruptedException {
        try (RunningNorelay onTheNetwork = new RunningNorelay("relay-denied", "--lan")) {
            String address = onTheNetwork.next().get("http").get("page").asString();
            assertThat(address).contains("?token=");
            browser.open(address.substring(0, address.indexOf('?')));
            browser.find("h1", "This page wants its token");
            browser.complaints(); // that it was not let in
            browser.open(address);
            browser.click("nav a", "Phone");
            browser.find(".address", address);
            WebElement code = browser.find("img.qr");
            assertThat(browser.run("return arguments[0].decode().then(() => arguments[0].naturalWidth)", code))
                    .as("the QR code is drawn")
                    .isNotEqualTo(0L);
            assertThat(browser.run("return location.search"))
                    .as("the token in the address bar")
                    .isEqualTo("");
            browser.find(".steps a[href$='ca.mobileconfig']");
            browser.click("[role=tab]", "Android");
            browser.find(".steps a[href$='ca.der']");
            browser.find("[role=tab][aria-selected=true]").sendKeys(Keys.ARROW_RIGHT);
            browser.find(".steps", "Outgoing Server (SMTP)");
            browser.picture("phone-lan-1440-light");
            assertThat(browser.violations()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private void send() throws IOException, InterruptedException {
        assertThat(paste(get("/servers/main").get("settings").get("curl").asString())
                        .exitCode())
                .isIn(0, 55);
    }

    private void use(Map<String, ?> what) throws IOException, InterruptedException {
        post("/servers/main/use", what);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(api(path)).build());
    }

    private JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(api(path))
                .header("Content-Type", "application/json")
                .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private URI api(String path) {
        return URI.create(page).resolve("/api/v1" + path);
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString(UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static final String HOSTILE_SCENARIO = """
            norelay: 1
            name: hostile
            title: "HOSTILE"
            diagnosis: some-recipients-refused
            cause: "HOSTILE"
            remedy: "HOSTILE"
            seen: { "HOSTILE": "HOSTILE" }
            client: { listener: smtp, security: none }
            server: { policy: open }
            rules:
              - name: "HOSTILE"
                on: rcpt
                when: { recipient: "no@*" }
                then: { reply: "550 5.1.1 HOSTILE" }
            """;

    private static final String HOSTILE_MAIL = """
            From: "HOSTILE" <a@example.test>
            To: b@partner.test
            Subject: HOSTILE
            X-Hostile: HOSTILE
            Date: Sat, 31 Jan 2026 10:00:00 +0000
            Message-ID: <1@example.test>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            HOSTILE
            --b
            Content-Type: text/html

            <h2>Figures</h2>HOSTILE<img src="ELSEWHERE/x.png"><link rel=stylesheet href="ELSEWHERE/x.css">
            <iframe src="ELSEWHERE/"></iframe><form action="ELSEWHERE/"><input autofocus onfocus="top.hostile=1"></form>
            --b
            Content-Type: text/html; name="<img src=x onerror=top.hostile=1>.html"
            Content-Disposition: attachment; filename="<img src=x onerror=top.hostile=1>.html"

            HOSTILE
            --b--
            """;
}
