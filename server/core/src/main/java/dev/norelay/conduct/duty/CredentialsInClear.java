package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.session.Security;
import java.util.List;

/** A password or a token went over the wire for anybody to read, and STARTTLS was there to be used. */
final class CredentialsInClear extends Duty {
    CredentialsInClear() {
        super(new Kind(
                "credentials-in-clear",
                Severity.BREACH,
                "sends a password in clear, though the server offers TLS",
                "RFC 8314 §5.2, RFC 4954 §9",
                "begins TLS before it logs in, and without TLS sends no password at all"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            for (Login login : dialogue.logins()) {
                Standing standing = login.begun().standing();
                if (login.tellsSecret()
                        && isNotAskedFor(history, login)
                        && !standing.tls()
                        && standing.offer() != null
                        && standing.offers("STARTTLS")) {
                    String whose = login.user().map(user -> " of " + user).orElse("");
                    found.add(finding(
                            "the password" + whose + " was sent in clear (" + login.mechanism()
                                    + "), though the server offers STARTTLS",
                            Evidence.of(standing.offer(), login.turns())));
                }
            }
        }
    }

    /** A person may have set the client to no TLS; it does as it was told then. */
    private static boolean isNotAskedFor(History history, Login login) {
        return history.phase(login.begun().said())
                .filter(phase -> phase.client().security() == Security.NONE)
                .isEmpty();
    }
}
