package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.junit5.NorelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

// docs/spring-boot.md: begin
@SpringBootTest(properties = "spring.mail.test-connection=true") // the context asks the server when it starts
class MailHealthTest {
    @RegisterExtension
    static final NorelayExtension smtp = NorelayExtension.scenario("greylisted");

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry spring) {
        SpringMail.properties(smtp.server().settings()).forEach((name, value) -> spring.add(name, () -> value));
    }

    @Test
    void theServerIsUpBeforeTheContext(@Autowired HealthEndpoint health) {
        assertThat(health.healthForPath("mail").getStatus()).isEqualTo(Status.UP);
        assertThat(smtp.server().journal().sessions()).hasSize(1);
    }
}
// docs/spring-boot.md: end
