package shop;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.junit5.NorelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

// docs/spring-boot.md: begin
@SpringBootTest
class OrderMailsTest {
    @RegisterExtension
    static final NorelayExtension smtp = NorelayExtension.scenario("greylisted");

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry spring) {
        SpringMail.properties(smtp.server().settings()).forEach((name, value) -> spring.add(name, () -> value));
    }

    @Autowired
    OrderMails mails;

    @Test
    void keepsTheMailAndSendsItLater() {
        assertThat(mails.confirm("bob@partner.test", "4711")).startsWith("Not sent yet: 450 4.7.1 ");
        assertThat(smtp.server().messages()).isEmpty();

        smtp.server().letTimePass(ofMinutes(6));
        mails.sendWaiting();
        assertThat(mails.waiting()).isZero();
        assertThat(smtp.server().messages()).hasSize(1);
    }
}
// docs/spring-boot.md: end
