package dev.norelay.clients;

import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Whether the programs are there that a test is about. */
final class Installed {
    private Installed() {}

    /**
     * Leaves the test where a client cannot run. Where {@code CI=true} that is a failure: a build that leaves clients
     * out proves nothing.
     */
    static void assume(MailClient client) throws Exception {
        assume(client.missing());
    }

    /** The same, of what is needed and not there. */
    static void assume(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        String missing = String.join(" and ", names) + " is not installed";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing + ", and CI=true: 'make setup-clients' installs all clients");
        }
        Assumptions.abort("disabled, because " + missing);
    }
}
