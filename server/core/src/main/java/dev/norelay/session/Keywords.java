package dev.norelay.session;

import dev.norelay.session.Policy.RequireTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The service extensions that a server lists after EHLO (RFC 5321 §4.1.1.1). */
final class Keywords {
    /** RFC 3030, RFC 3461, RFC 6531. */
    private static final List<String> UNLESS_HIDDEN = List.of("BINARYMIME", "CHUNKING", "DSN", "SMTPUTF8");

    private Keywords() {}

    /** The lines behind the greeting, in order. */
    static List<String> listed(ServerProfile profile, boolean tls) {
        List<String> all = profile.acceptances().ehlo().isEmpty() ? plain(profile, tls) : own(profile, tls);
        all.removeIf(line -> isListed(line, profile.hiddenKeywords()));
        for (String offered : profile.offeredKeywords()) {
            if (all.stream().anyMatch(line -> keyword(line).equalsIgnoreCase(offered))) {
                continue; // it keeps its place
            }
            all.removeIf(line -> keyword(line).equals(keyword(offered)));
            boolean complete = !offered.equalsIgnoreCase("AUTH")
                    || profile.policy().mechanisms().isEmpty();
            all.add(complete ? offered : "AUTH " + mechanisms(profile));
        }
        return all;
    }

    private static List<String> plain(ServerProfile profile, boolean tls) {
        List<String> all = new ArrayList<>(11);
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
        return all;
    }

    /**
     * Whether one of these extensions may be used after EHLO: not where a dialect does not list it, nor where it or another
     * that it needs is hidden.
     */
    static boolean offers(String keyword, ServerProfile profile) {
        List<Acceptances.Line> own = profile.acceptances().ehlo();
        if (!own.isEmpty()
                && own.stream().noneMatch(line -> keyword(line.text()).equals(keyword))) {
            return false;
        }
        String needed = switch (keyword) {
            case "BINARYMIME" -> "CHUNKING"; // RFC 3030 §3
            case "SMTPUTF8" -> "8BITMIME"; // RFC 6531 §3.1
            default -> keyword;
        };
        return !profile.hiddenKeywords().contains(keyword)
                && !profile.hiddenKeywords().contains(needed);
    }

    /** The dialect's list: its lines in its order, but whether TLS and AUTH are among them is for the policy. */
    private static List<String> own(ServerProfile profile, boolean tls) {
        Set<String> offered =
                profile.offeredKeywords().stream().map(Keywords::keyword).collect(Collectors.toSet());
        List<String> all = new ArrayList<>();
        for (Acceptances.Line line :
                profile.acceptances().ehlo().stream().skip(1).toList()) {
            String text = isAuth(line.text()) ? auth(line.text(), profile) : line.text();
            boolean allowed = isAuth(text)
                    ? offersAuth(profile, tls)
                    : !keyword(text).equals("STARTTLS") || (profile.security() == Security.STARTTLS && !tls);
            if (line.when().holds(tls) && (allowed || isListed(text, offered))) {
                all.add(text);
            }
        }
        return all;
    }

    /**
     * The policy's mechanisms in the dialect's order; those that norelay does not speak are named as the dialect names
     * them. {@code AUTH=}, from before RFC 2554, names none that the dialect does not.
     */
    private static String auth(String line, ServerProfile profile) {
        List<String> words = List.of(line.split("[ =]"));
        List<String> named = new ArrayList<>(words.subList(1, words.size()));
        List<String> spoken =
                profile.policy().mechanisms().stream().map(Mechanism::saslName).toList();
        named.removeIf(name -> Mechanism.ofName(name).isPresent() && !spoken.contains(name));
        if (keyword(line).equals("AUTH")) {
            spoken.stream().filter(name -> !named.contains(name)).forEach(named::add);
        }
        return line.substring(0, 4) + (keyword(line).equals("AUTH") ? " " : "=") + String.join(" ", named);
    }

    private static boolean isAuth(String line) {
        String keyword = keyword(line);
        return keyword.equals("AUTH") || keyword.startsWith("AUTH=");
    }

    private static boolean isListed(String line, Set<String> keywords) {
        return keywords.contains(keyword(line)) || (isAuth(line) && keywords.contains("AUTH"));
    }

    /** Whether AUTH may be used now: never before TLS unless the policy says so (RFC 4954 §4). */
    static boolean offersAuth(ServerProfile profile, boolean tls) {
        boolean open = tls || profile.policy().requireTls() == RequireTls.NEVER;
        return open && !profile.policy().mechanisms().isEmpty();
    }

    private static String mechanisms(ServerProfile profile) {
        return profile.policy().mechanisms().stream().map(Mechanism::saslName).collect(Collectors.joining(" "));
    }

    static String keyword(String line) {
        int blank = line.indexOf(' ');
        return (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
    }
}
