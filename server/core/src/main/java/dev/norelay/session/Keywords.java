package dev.norelay.session;

import dev.norelay.session.Policy.RequireTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The service extensions that a server lists after EHLO (RFC 5321 §4.1.1.1). */
final class Keywords {
    /** RFC 3030, RFC 3461, RFC 6531. */
    private static final List<String> UNLESS_HIDDEN = List.of("BINARYMIME", "CHUNKING", "DSN", "SMTPUTF8");

    private Keywords() {}

    /** The lines behind the greeting, in order. */
    static List<String> listed(ServerProfile profile, boolean tls) {
        List<String> all = new ArrayList<>(8);
        all.add("PIPELINING"); // RFC 2920
        all.add("SIZE " + profile.policy().maxSize()); // RFC 1870
        all.add("8BITMIME"); // RFC 6152
        for (String keyword : UNLESS_HIDDEN) {
            if (offers(keyword, profile)) {
                all.add(keyword);
            }
        }
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

    /** Whether one of these extensions may be used after EHLO: not where it is hidden, or another that it needs. */
    static boolean offers(String keyword, ServerProfile profile) {
        String needed = switch (keyword) {
            case "BINARYMIME" -> "CHUNKING"; // RFC 3030 §3
            case "SMTPUTF8" -> "8BITMIME"; // RFC 6531 §3.1
            default -> keyword;
        };
        return !profile.hiddenKeywords().contains(keyword)
                && !profile.hiddenKeywords().contains(needed);
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
