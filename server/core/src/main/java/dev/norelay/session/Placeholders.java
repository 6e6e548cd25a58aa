package dev.norelay.session;

import dev.norelay.smtp.Path;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills {@code {recipient}} and its like into the words of a reply. */
public final class Placeholders {
    /** All that there are. */
    public static final List<String> NAMES = List.of(
            "recipient",
            "recipient-domain",
            "sender",
            "user",
            "helo",
            "client",
            "hostname",
            "max-size",
            "max-size-kb",
            "size",
            "size-kb",
            "id",
            "message-id",
            "date",
            "unix-time");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

    private static final long KILOBYTE = 1024;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** RFC 5321 §4.5.3.1.3: no path is longer, so only what is none is shortened. */
    private static final int MAX_LENGTH = 256;

    private Placeholders() {}

    /**
     * The reply with its placeholders filled in.
     *
     * @param refused the effect that the reply refuses: it tells which sender, recipient or user the words are about
     */
    static Reply fill(Reply words, Session session, ServerProfile profile, Effect refused) {
        if (isPlain(words)) {
            return words;
        }
        List<Reply.Line> lines = new ArrayList<>();
        for (Reply.Line line : words.lines()) {
            String text = PLACEHOLDER.matcher(line.text()).replaceAll(found -> {
                String value = value(found.group(1), session, profile, refused);
                return Matcher.quoteReplacement(value == null ? found.group() : printable(value));
            });
            lines.add(new Reply.Line(line.code(), text));
        }
        return new Reply(lines);
    }

    private static boolean isPlain(Reply words) {
        for (Reply.Line line : words.lines()) {
            if (line.text().indexOf('{') >= 0) {
                return false;
            }
        }
        return true;
    }

    /** RFC 5321 §4.2: a user name out of base64 may hold a CRLF and be of any length; no line of a reply may. */
    private static String printable(String value) {
        String shortened = value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH - 3) + "...";
        return CONTROL.matcher(shortened).replaceAll("?");
    }

    private static @Nullable String value(String name, Session session, ServerProfile profile, Effect refused) {
        return switch (name) {
            case "recipient" -> recipient(session, refused).text();
            case "recipient-domain" -> recipient(session, refused).domain();
            case "sender" ->
                (refused instanceof Effect.BeginTransaction begin ? begin.reversePath() : session.sender()).text();
            case "user" ->
                refused instanceof Effect.LogIn login
                        ? login.user()
                        : session.user().orElse("");
            case "helo" ->
                refused instanceof Effect.Greet greet
                        ? greet.helo()
                        : session.helo().orElse("");
            case "client" -> session.client();
            case "hostname" -> profile.hostname();
            case "max-size" -> Long.toString(profile.policy().maxSize());
            case "max-size-kb" -> Long.toString(profile.policy().maxSize() / KILOBYTE);
            case "size" -> Long.toString(size(session, refused));
            case "size-kb" -> Long.toString(size(session, refused) / KILOBYTE);
            case "id" -> id(session, refused);
            case "message-id" ->
                (refused instanceof Effect.Deliver deliver ? deliver.content().messageId() : Optional.<String>empty())
                        .orElseGet(() -> id(session, refused) + "@" + profile.hostname());
            case "date" -> session.stamp().date();
            case "unix-time" -> Long.toString(session.stamp().unixTime());
            default -> null;
        };
    }

    /** The same one from MAIL to the end of the transaction, and behind it. */
    private static String id(Session session, Effect refused) {
        boolean begins = session.transaction().isEmpty() && refused instanceof Effect.BeginTransaction;
        int begun = session.transactions() + (begins ? 1 : 0);
        return session.stamp().id(begun);
    }

    /** Of the message, as far as it is known: as found, else as declared. */
    private static long size(Session session, Effect refused) {
        if (refused instanceof Effect.Deliver deliver) {
            return deliver.content().size();
        }
        return refused instanceof Effect.BeginTransaction begin
                ? begin.declaredSize()
                : session.transaction().map(Transaction::declaredSize).orElse(0L);
    }

    private static Path recipient(Session session, Effect refused) {
        return refused instanceof Effect.AddRecipient add ? add.forwardPath() : session.lastRecipient();
    }
}
