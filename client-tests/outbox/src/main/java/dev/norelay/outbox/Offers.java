package dev.norelay.outbox;

import dev.norelay.outbox.Settings.Security;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what the server offers is enough for what the person has set. */
final class Offers {
    private static final List<String> PASSWORDS = List.of("PLAIN", "LOGIN");

    private Offers() {}

    /** Why the dialogue must end here; null where it may go on. */
    static @Nullable Problem problem(Settings settings, Submission server) {
        boolean encrypted = server.isSSL();
        boolean offersTls = server.supportsExtension("STARTTLS");
        if (settings.security() == Security.STARTTLS && !encrypted) {
            return offersTls
                    ? null
                    : Problem.change("The server offers no encryption (STARTTLS), or somebody in between takes"
                            + " the offer away: use port 465 with TLS, or another network. Nothing is sent without.");
        } else if (!settings.hasLogin()) {
            return null;
        } else if (!encrypted) {
            return Problem.change("A password is not sent without encryption: choose "
                    + (offersTls ? "STARTTLS, which the server offers." : "STARTTLS (port 587) or TLS (port 465)."));
        } else if (!server.supportsExtension("AUTH") && !server.supportsExtension("AUTH=LOGIN")) {
            return Problem.change(
                    "The server offers no login on this port: use port 587 with STARTTLS, or leave user name and"
                            + " password blank if the provider says so.");
        }
        List<String> known = settings.token() == null ? PASSWORDS : List.of("XOAUTH2");
        return known.stream().anyMatch(server::offersAuth)
                ? null
                : Problem.change("The server offers no way of logging in that this program knows ("
                        + String.join(", ", known) + "), only: " + server.getExtensionParameter("AUTH") + ".");
    }
}
