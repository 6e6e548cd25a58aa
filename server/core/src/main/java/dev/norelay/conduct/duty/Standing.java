package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client knew when it spoke.
 *
 * @param tls whether TLS was up
 * @param offer the reply to EHLO; null if there was none since TLS went up
 * @param user who had logged in; empty where nobody had
 */
record Standing(boolean tls, @Nullable Entry offer, String user) {
    static final Standing AT_FIRST = new Standing(false, null, "");

    /** RFC 3207 §4.2: what was known before is forgotten. */
    Standing withTls() {
        return new Standing(true, null, user);
    }

    Standing withOffer(@Nullable Entry reply) {
        return new Standing(tls, reply, user);
    }

    Standing withUser(String name) {
        return new Standing(tls, offer, name);
    }

    boolean offers(String keyword) {
        return line(keyword).isPresent();
    }

    /** What stands behind a keyword, in upper case; empty where it is not offered. */
    List<String> parameters(String keyword) {
        return lines(keyword)
                .flatMap(line -> Stream.of(line.split("[ =]+")).skip(1))
                .toList();
    }

    private Optional<String> line(String keyword) {
        return lines(keyword).findFirst();
    }

    /** AUTH may be there twice: {@code AUTH=LOGIN} is how old servers listed it. */
    private Stream<String> lines(String keyword) {
        if (offer == null || !(offer.event() instanceof Event.ReplySent sent)) {
            return Stream.empty();
        }
        return sent.reply().lines().stream()
                .skip(1)
                .map(line -> line.text().strip().toUpperCase(Locale.ROOT))
                .filter(line -> line.split("[ =]", 2)[0].equals(keyword));
    }
}
