package dev.norelay.session;

import dev.norelay.session.Policy.RequireTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The service extensions that a server lists after EHLO (RFC 5321 §4.1.1.1). */
final class Keywords {
    private Keywords() {}

    /** The lines behind the greeting, in order. */
    static List<String> listed(ServerProfile profile, boolean tls) {
        List<String> all = new ArrayList<>(8);
        all.add("PIPELINING"); // RFC 2920
        all.add("SIZE " + profile.policy().maxSize()); // RFC 1870
        all.add("8BITMIME"); // RFC 6152
        all.add("ENHANCEDSTATUSCODES"); // RFC 2034
        // RFC 3207 §4.2: not listed once TLS is active.
        if (profile.security() == Security.STARTTLS && !tls) {
            all.add("STARTTLS");
        }
        if (offersAuth(profile, tls)) {
            all.add("AUTH " + mechanisms(profile));
        }
        all.removeIf(line -> profile.hiddenKeywords().contains(keyword(line)));
        for (String offered : profile.offeredKeywords()) {
            all.removeIf(line -> keyword(line).equals(keyword(offered)));
            boolean complete = !offered.equalsIgnoreCase("AUTH")
                    || profile.policy().mechanisms().isEmpty();
            all.add(complete ? offered : "AUTH " + mechanisms(profile));
        }
        return all;
    }

    /** Whether AUTH may be used now: never before TLS unless the policy says so (RFC 4954 §4). */
    static boolean offersAuth(ServerProfile profile, boolean tls) {
        boolean open = tls || profile.policy().requireTls() == RequireTls.NEVER;
        return open && !profile.policy().mechanisms().isEmpty();
    }

    private static String mechanisms(ServerProfile profile) {
        return profile.policy().mechanisms().stream().map(Mechanism::name).collect(Collectors.joining(" "));
    }

    static String keyword(String line) {
        int blank = line.indexOf(' ');
        return (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
    }
}
