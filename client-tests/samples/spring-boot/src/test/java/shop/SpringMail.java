package shop;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.util.LinkedHashMap;
import java.util.Map;

/** The person's settings as Spring Boot wants them. */
final class SpringMail {
    private SpringMail() {}

    // docs/spring-boot.md: begin
    static Map<String, Object> properties(ClientSettings settings) {
        Map<String, Object> spring = new LinkedHashMap<>();
        spring.put("spring.mail.host", settings.host());
        spring.put("spring.mail.port", settings.port());
        settings.user().ifPresent(user -> spring.put("spring.mail.username", user));
        settings.password().ifPresent(password -> spring.put("spring.mail.password", password));

        String smtp = "spring.mail.properties.mail.smtp.";
        long patience = settings.timeout().toMillis();
        spring.put(smtp + "auth", settings.user().isPresent());
        spring.put(smtp + "connectiontimeout", patience);
        spring.put(smtp + "timeout", patience);
        spring.put(smtp + "writetimeout", patience);

        if (settings.security() != Security.NONE) {
            spring.put(
                    "spring.ssl.bundle.pem.norelay.truststore.certificate",
                    settings.caFile().toUri());
            spring.put("spring.mail.ssl.bundle", "norelay");
            spring.put(smtp + "ssl.checkserveridentity", true);
            spring.put("spring.mail.ssl.enabled", settings.security() == Security.TLS);
            spring.put(smtp + "starttls.enable", settings.security() == Security.STARTTLS);
            spring.put(smtp + "starttls.required", settings.security() == Security.STARTTLS);
        }
        return spring;
    }
    // docs/spring-boot.md: end
}
