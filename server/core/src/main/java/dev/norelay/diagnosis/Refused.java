package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.session.LoginAttempt;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A no of the server's, and how the session stood then.
 *
 * @param standing how the session stood
 * @param command what was refused, a command or a whole message; null for a greeting
 * @param attempt the login whose credentials were refused, or null
 * @param entry of the reply
 * @param sent the reply
 * @param transaction the number of the mail transaction, 0 before the first
 * @param path the sender or recipient that it is about; the null path where it is about none
 */
record Refused(
        Standing standing,
        @Nullable Entry command,
        @Nullable Entry attempt,
        Entry entry,
        Event.ReplySent sent,
        int transaction,
        Path path) {

    Moment moment() {
        return sent.moment();
    }

    int code() {
        return sent.reply().code();
    }

    boolean permanent() {
        return code() >= 500;
    }

    Optional<LoginAttempt> login() {
        return attempt != null && attempt.event() instanceof Event.LoginTried tried
                ? Optional.of(tried.attempt())
                : Optional.empty();
    }

    private boolean malformed() {
        return command != null
                && command.event() instanceof Event.CommandReceived received
                && received.command() instanceof Command.Malformed;
    }

    /** A cause with the dialog of this refusal for evidence. */
    Found by(Found found) {
        return found.by(command, attempt, entry);
    }

    /** What was refused and how, as a sentence. */
    String sentence() {
        String reason = sent.refused().map(refusal -> " (" + refusal.id() + ")").orElse("");
        return "The server refused " + what() + " with " + code() + reason + ".";
    }

    /** What was refused, as part of a sentence. */
    String what() {
        return switch (moment()) {
            case CONNECT -> "the connection in its greeting";
            case EHLO -> "the client's greeting";
            case STARTTLS -> "to start TLS";
            case AUTH -> "the login";
            case MAIL -> malformed() ? "a sender" : "the sender " + (path.isNull() ? "<>" : path.text());
            case RCPT -> malformed() ? "a recipient" : "the recipient " + path.text();
            case DATA -> "the message before any of it came";
            case END_OF_DATA -> "the message after all of it had come";
            default -> moment().id();
        };
    }
}
