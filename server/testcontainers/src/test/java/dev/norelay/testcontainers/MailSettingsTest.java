package dev.norelay.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client is given the same from a container as from a server within the test. */
class MailSettingsTest {
    private static Standalone norelay = new Standalone(new Launch("open", null, List.of(), 0));

    @AfterAll
    static void stop() {
        norelay.close();
    }

    /** TLS from the start, none, a token, several recipients, several mails, a host that was typed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay-denied",
                "stale-password",
                "filtered-port",
                "token-expired",
                "one-of-two-put-off",
                "address-instead-of-name",
                "host-unknown"
            })
    void areThoseOfAServerWithinTheTest(String scenario) {
        try (Norelay embedded = Norelay.start(scenario);
                NorelayServer server = norelay.start(scenario)) {
            same(embedded.settings(), server.settings());
            same(embedded.fix(), server.fix());
        }
    }

    private static void same(ClientSettings embedded, MailSettings settings) {
        assertThat(rest(settings.jakartaMailProperties())).isEqualTo(rest(embedded.jakartaMailProperties()));
        assertThat(settings.security()).isEqualTo(embedded.security().id());
        assertThat(settings.user()).isEqualTo(embedded.user());
        assertThat(settings.password()).isEqualTo(embedded.password());
        assertThat(settings.token()).isEqualTo(embedded.token());
        assertThat(settings.recipients()).isEqualTo(embedded.recipients());
        assertThat(settings.size()).isEqualTo(embedded.size());
        assertThat(settings.count()).isEqualTo(embedded.count());
    }

    /** Two servers have two ports, and two socket factories. */
    private static Properties rest(Properties properties) {
        Properties rest = new Properties();
        rest.putAll(properties);
        assertThat(rest.remove("mail.smtp.port")).isNotNull();
        rest.computeIfPresent("mail.smtp.ssl.socketFactory", (key, factory) -> "a factory");
        return rest;
    }

    @Test
    void hostThatWasTypedStaysAndItsPortIsThePublishedOne() {
        try (NorelayServer server = norelay.start("host-unknown")) {
            NorelayServer mapped = new NorelayServer(
                    norelay.api, NorelayServer.MAIN, (port, service) -> new Ways.Place("elsewhere", port));
            mapped.use("host-unknown");

            assertThat(mapped.settings().host()).isEqualTo("smtp.old-provider.invalid");
            assertThat(mapped.fix().host()).isEqualTo("elsewhere");
            assertThat(server.settings().caPem()).contains("BEGIN CERTIFICATE");
        }
    }

    @Test
    void passwordIsNotShown() {
        try (NorelayServer server = norelay.start("stale-password")) {
            assertThat(server.settings().toString()).contains("alice").doesNotContain("horse");
        }
    }
}
