package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.junit5.WithScenario;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioBuilder;
import dev.norelay.session.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class WrongSettingsTest {
    // docs/spring-boot.md: begin
    /** The application, started anew with these settings. */
    private static ConfigurableApplicationContext shop(ClientSettings settings) {
        return new SpringApplicationBuilder(ShopApplication.class)
                .properties(SpringMail.properties(settings))
                .run();
    }

    @Test
    @WithScenario("stale-password")
    void tellsThatThePasswordIsWrong(Norelay server) {
        try (ConfigurableApplicationContext shop = shop(server.settings())) {
            assertThat(shop.getBean(HealthEndpoint.class).healthForPath("mail").getStatus())
                    .isEqualTo(Status.DOWN);
            assertThat(shop.getBean(OrderMails.class).confirm("bob@partner.test", "4711"))
                    .startsWith("Not sent yet: 535 5.7.8 ");
        }
        try (ConfigurableApplicationContext shop = shop(server.fix())) {
            assertThat(shop.getBean(OrderMails.class).confirm("bob@partner.test", "4711"))
                    .isEqualTo("Sent.");
        }
        assertThat(server.messages()).hasSize(1);
    }
    // docs/spring-boot.md: end

    /** Without a login the check has nothing to be refused for: it is up, and no mail leaves. */
    @Test
    @WithScenario("relay-denied")
    void healthIsUpWhereOnlyMailIsRefused(Norelay server) {
        try (ConfigurableApplicationContext shop = shop(server.settings())) {
            assertThat(shop.getBean(HealthEndpoint.class).healthForPath("mail").getStatus())
                    .isEqualTo(Status.UP);
            assertThat(shop.getBean(OrderMails.class).confirm("bob@partner.test", "4711"))
                    .contains("550 5.7.1 <bob@partner.test>: Relaying denied");
        }
    }

    @ParameterizedTest
    @EnumSource
    void deliversByEachWayOfTls(Security security) {
        String listener = security == Security.TLS ? "submissions" : security == Security.NONE ? "smtp" : "submission";
        Scenario fine = ScenarioBuilder.scenario("fine", "All is well")
                .client(client -> client.listener(listener).security(security))
                .server(server -> server.open())
                .build();
        try (Norelay server = Norelay.start(fine);
                ConfigurableApplicationContext shop = shop(server.settings())) {
            assertThat(shop.getBean(OrderMails.class).confirm("bob@partner.test", "4711"))
                    .isEqualTo("Sent.");
            assertThat(server.messages()).hasSize(1);
            assertThat(server.journal().transcript().contains("-- TLSv1.3")).isEqualTo(security != Security.NONE);
        }
    }

    @Test
    @WithScenario("certificate-expired")
    void doesNotTrustWhatHasExpired(Norelay server) {
        try (ConfigurableApplicationContext shop = shop(server.settings())) {
            assertThat(shop.getBean(OrderMails.class).confirm("bob@partner.test", "4711"))
                    .startsWith("Not sent yet: ");
        }
        assertThat(server.messages()).isEmpty();
    }

    @Test
    @WithScenario("certificate-then-login")
    void doesNotTrustACertificateForAnotherName(Norelay server) {
        try (ConfigurableApplicationContext shop = shop(server.settings())) {
            assertThat(shop.getBean(OrderMails.class).confirm("bob@partner.test", "4711"))
                    .startsWith("Not sent yet: ");
        }
        assertThat(server.journal().transcript()).doesNotContain("MAIL FROM");
    }

    @Test
    @WithScenario("starttls-stripped")
    void sendsNothingInTheClear(Norelay server) {
        try (ConfigurableApplicationContext shop = shop(server.settings())) {
            assertThat(shop.getBean(OrderMails.class).confirm("bob@partner.test", "4711"))
                    .startsWith("Not sent yet: ");
        }
        assertThat(server.journal().transcript()).doesNotContain("MAIL FROM");
    }
}
