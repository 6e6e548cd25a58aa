package dev.norelay.standalone.grade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTemplateTest {
    private static Handout handout(String user, String password, String... recipients) {
        Map<String, String> values = new LinkedHashMap<>();
        Handout.NAMES.forEach(name -> values.put(name, ""));
        values.put("host", "127.0.0.1");
        values.put("port", "2587");
        values.put("user", user);
        values.put("password", password);
        values.put("to", String.join(",", recipients));
        return new Handout(values, List.of(recipients));
    }

    private static List<String> filled(Handout handout, String... words) {
        return new CommandTemplate(List.of(words)).filled(handout);
    }

    @Test
    void placeholdersAreReplacedWithinWordsAndOtherBracesStay() {
        assertThat(filled(handout("u", "p", "a@b.test"), "send", "{host}:{port}", "{\"x\":1}", "{hosts}", "$1{user}\\"))
                .containsExactly("send", "127.0.0.1:2587", "{\"x\":1}", "{hosts}", "$1u\\");
    }

    @Test
    void anOptionBeforeABlankLoginIsLeftOutWithIt() {
        Handout blank = handout("", "", "a@b.test");
        assertThat(filled(blank, "curl", "--user", "{user}:{password}", "--url", "{host}"))
                .containsExactly("curl", "--url", "127.0.0.1");
        assertThat(filled(blank, "msmtp", "--user={user}", "--", "{to}")).containsExactly("msmtp", "--", "a@b.test");
        assertThat(filled(blank, "send.py", "{user}", "{password}", "{host}"))
                .containsExactly("send.py", "", "", "127.0.0.1");
    }

    @Test
    void whatOnlySomeCommandsAreToldIsReplacedForThoseOnly() {
        Handout one = handout("u", "p", "a@b.test");
        Handout outbox = one.with(Map.of("settings", "/tmp/s", "outbox", "/tmp/o", "message", ""));
        assertThat(filled(outbox, "app", "--settings", "{settings}", "--dir={outbox}", "--add", "{message}"))
                .containsExactly("app", "--settings", "/tmp/s", "--dir=/tmp/o");
        assertThat(filled(one, "app", "--settings", "{settings}")).containsExactly("app", "--settings", "{settings}");
    }

    @Test
    void aPasswordThatAloneIsBlankIsEmpty() {
        assertThat(filled(handout("u", "", "a@b.test"), "curl", "--user", "{user}:{password}"))
                .containsExactly("curl", "--user", "u:");
    }

    @Test
    void recipientsAreRepeatedWithTheirOptionOrJoinedInsideAWord() {
        Handout two = handout("u", "p", "a@b.test", "c@d.test");
        assertThat(filled(two, "curl", "--mail-rcpt", "{to}"))
                .containsExactly("curl", "--mail-rcpt", "a@b.test", "--mail-rcpt", "c@d.test");
        assertThat(filled(two, "msmtp", "--", "{to}")).containsExactly("msmtp", "--", "a@b.test", "c@d.test");
        assertThat(filled(two, "msmtp", "--from=x", "{to}"))
                .containsExactly("msmtp", "--from=x", "a@b.test", "c@d.test");
        assertThat(filled(two, "swaks", "--to={to}")).containsExactly("swaks", "--to=a@b.test,c@d.test");
    }

    @Test
    void theEnvironmentHasTheSameNames() {
        try (Norelay server = Norelay.start("relay-denied")) {
            Handout handout = Handout.of(server.settings(), "m.eml");
            assertThat(Handout.NAMES).containsAll(handout.values().keySet());
            assertThat(handout.environment())
                    .containsEntry(
                            "NORELAY_PORT", Integer.toString(server.settings().port()))
                    .containsEntry(
                            "NORELAY_URL",
                            "smtp://127.0.0.1:" + server.settings().port())
                    .containsEntry("NORELAY_SECURITY", "starttls")
                    .containsEntry("NORELAY_USER", "")
                    .containsEntry("NORELAY_MESSAGE", "m.eml");
        }
    }
}
