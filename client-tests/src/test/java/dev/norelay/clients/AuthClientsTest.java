package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.session.LoginAttempt;
import dev.norelay.session.Mechanism;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each real client logs in by each mechanism that it speaks: with the right secret it sends, with the one of yesterday it
 * says why not, and the diagnosis knows that it was one. What they say is the table of {@code docs/auth.md}.
 */
class AuthClientsTest {
    private static final Path PAGE = Path.of("../docs/auth.md");
    private static final String BEGIN = "<!-- what clients say: made by the build -->\n";
    private static final String END = "<!-- end -->";
    private static final Map<String, Map<Mechanism, String>> SAID = new TreeMap<>();

    static List<Arguments> pairs() {
        return AuthClient.all().stream()
                .flatMap(client -> Stream.of(Mechanism.values())
                        .filter(client.speaks()::contains)
                        .map(mechanism -> Arguments.of(client.name(), mechanism)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void logsInAndIsRefused(String name, Mechanism mechanism) throws Exception {
        AuthClient client = AuthClient.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Installed.assume(client.missing());
        boolean token = mechanism.takesToken();
        try (Norelay server = start(mechanism, token ? "token: old-token" : "password: old-horse")) {
            Outcome refused = client.send(server.settings(), mechanism);
            assertThat(refused.sent()).as(refused.shown()).isFalse();
            assertThat(server.messages()).isEmpty();
            assertThat(server.diagnosis().cause())
                    .as("%s%s", server.diagnosis(), refused.shown())
                    .isEqualTo(token ? Cause.TOKEN_EXPIRED : Cause.PASSWORD_STALE);
            synchronized (SAID) {
                SAID.computeIfAbsent(name, nobody -> new EnumMap<>(Mechanism.class))
                        .put(mechanism, said(refused, server));
            }
        }
        try (Norelay server = start(mechanism, token ? "token: fresh-token" : "password: correct-horse")) {
            Outcome sent = client.send(server.settings(), mechanism);
            assertThat(sent.sent())
                    .as("%s\n%s", sent.shown(), server.journal().transcript())
                    .isTrue();
            assertThat(server.messages()).hasSize(1);
            assertThat(server.journal().entries())
                    .extracting(entry -> entry.event())
                    .contains(new Event.LoginTried(
                            new LoginAttempt("alice@example.test", mechanism, LoginAttempt.Outcome.GOOD)));
        }
    }

    private static Norelay start(Mechanism mechanism, String secret) {
        return Norelay.builder()
                .scenario(ScenarioReader.read("auth.yaml", """
                        norelay: 1
                        title: Login by one mechanism
                        client: { user: alice@example.test, %s }
                        server: { policy: { auth: [%s] } }
                        """.formatted(secret, mechanism.saslName())))
                .start();
    }

    /** Swaks marks what it shows of the dialogue. */
    private static String said(Outcome refused, Norelay server) {
        return Said.of(refused, server.port("submission")).replace("<~* ", "");
    }

    /** Where all clients are there, the page must be right. */
    @AfterAll
    static void pageIsUpToDate() throws IOException {
        boolean all = AuthClient.all().stream()
                .allMatch(client -> Objects.requireNonNullElse(SAID.get(client.name()), Map.<Mechanism, String>of())
                        .keySet()
                        .equals(client.speaks()));
        if (!all) {
            return;
        }
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        String made = page.substring(0, from) + table() + page.substring(page.indexOf(END));
        if ("update".equals(System.getProperty("norelay.golden"))) {
            Files.writeString(PAGE, made);
        }
        assertThat(PAGE).as("run with -Dnorelay.golden=update").hasContent(made);
    }

    private static String table() {
        List<String> names = AuthClient.all().stream().map(AuthClient::name).toList();
        List<String> rows = new ArrayList<>();
        rows.add("| | " + String.join(" | ", names) + " |");
        rows.add("|---".repeat(names.size() + 1) + "|");
        for (Mechanism mechanism : Mechanism.values()) {
            rows.add(names.stream()
                    .map(name -> Objects.requireNonNullElse(SAID.get(name), Map.<Mechanism, String>of())
                            .get(mechanism))
                    .map(said ->
                            said == null ? "—" : "`" + said.replace('`', '\'').replace("|", "\\|") + "`")
                    .collect(Collectors.joining(" | ", "| " + mechanism.saslName() + " | ", " |")));
        }
        return String.join("\n", rows) + "\n";
    }
}
