package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a session stood at one point.
 *
 * @param tls whether TLS was up
 * @param hello the client's EHLO or HELO; null if there was none since TLS went up
 * @param keywords the reply to EHLO; null if there was none since TLS went up
 * @param loggedIn whether the client had logged in
 */
record Standing(
        boolean tls, @Nullable Entry hello, @Nullable Entry keywords, boolean loggedIn) {
    static final Standing AT_FIRST = new Standing(false, null, null, false);

    /** RFC 3207 §4.2: once TLS is up, what was said before is forgotten. */
    Standing withTls() {
        return new Standing(true, null, null, loggedIn);
    }

    Standing greeted(@Nullable Entry command, Entry reply) {
        return new Standing(tls, command, reply, loggedIn);
    }

    Standing withLogin() {
        return new Standing(tls, hello, keywords, true);
    }

    /** Whether the server listed a service extension (RFC 5321 §4.1.1.1). */
    boolean lists(String keyword) {
        return keywords != null
                && keywords.event() instanceof Event.ReplySent sent
                && sent.reply().lines().stream().skip(1).anyMatch(line -> named(line.text(), keyword));
    }

    /** Whether the server listed a service extension with that parameter, such as a mechanism of AUTH. */
    boolean lists(String keyword, String parameter) {
        return keywords != null
                && keywords.event() instanceof Event.ReplySent sent
                && sent.reply().lines().stream()
                        .skip(1)
                        .filter(line -> named(line.text(), keyword))
                        .anyMatch(line -> List.of(
                                        line.text().toUpperCase(Locale.ROOT).split("[ =]"))
                                .contains(parameter));
    }

    /** The largest message that the server takes, as it listed it (RFC 1870 §3). */
    Optional<Long> limit() {
        return keywords != null && keywords.event() instanceof Event.ReplySent sent
                ? sent.reply().lines().stream()
                        .skip(1)
                        .map(line -> line.text().strip().toUpperCase(Locale.ROOT))
                        .filter(line -> line.matches("SIZE \\d{1,18}"))
                        .map(line -> Long.valueOf(line.substring("SIZE ".length())))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean named(String line, String keyword) {
        // "AUTH=LOGIN" is how old servers listed it for older clients.
        String word = line.strip().split("[ =]", 2)[0];
        return word.toUpperCase(Locale.ROOT).equals(keyword);
    }
}
