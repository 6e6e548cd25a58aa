package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.session.Security;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import dev.norelay.smtp.ReplyCode;
import dev.norelay.smtp.SyntaxError;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The course that a session took, read once from its beginning: how things stand at its end, and which refusals stand.
 */
final class Course {
    private final SessionRecord session;
    private final Refusals refusals = new Refusals();
    private Standing standing = Standing.AT_FIRST;
    private boolean open;
    private boolean tried;
    private boolean began;
    private boolean silentSinceTls;
    private boolean onlyQuitSinceTls;
    private @Nullable Entry tlsBegun;
    private @Nullable Entry hello;
    private @Nullable Entry command;
    private @Nullable Entry attempt;
    private @Nullable Entry fault;
    private @Nullable Entry aside;
    private @Nullable Entry odd;
    private @Nullable Entry taken;
    private @Nullable Entry answer;
    private @Nullable Entry delivered;

    private Course(SessionRecord session) {
        this.session = session;
    }

    /** Reads a session; what came before that entry makes how things stood, and no outcome. */
    static Course since(SessionRecord session, long sequence) {
        Course course = new Course(session);
        boolean past = true;
        for (Entry entry : session.entries()) {
            if (past && entry.sequence() > sequence) {
                course.forgetOutcomes();
                past = false;
            }
            course.read(entry);
        }
        return course;
    }

    /** Whether an entry is something that the client did, apart from leaving. */
    static boolean isAct(Entry entry) {
        return entry.event() instanceof Event.ContentReceived
                || (entry.event() instanceof Event.CommandReceived received
                        && !(received.command() instanceof Command.Quit));
    }

    private void forgetOutcomes() {
        refusals.forget();
        tried = false;
        began = false;
        delivered = null;
        taken = null;
        answer = null;
        odd = null;
        aside = null;
        fault = null;
    }

    private void read(Entry entry) {
        Event event = entry.event();
        if (event instanceof Event.TlsStarted) {
            silentSinceTls = true;
            onlyQuitSinceTls = false;
            standing = standing.withTls();
            open = false;
        } else if (event instanceof Event.CommandReceived received) {
            command(entry, received.command());
        } else if (event instanceof Event.LoginTried) {
            attempt = entry;
        } else if (event instanceof Event.ContentReceived) {
            command = entry;
            taken = null;
            answer = null;
        } else if (event instanceof Event.MessageTaken) {
            taken = entry;
        } else if (event instanceof Event.ReplySent sent) {
            reply(entry, sent);
        } else if (event instanceof Event.FaultEnacted enacted) {
            fault = entry;
            if (enacted.fault().startsWith("send ")) {
                aside = entry;
                answer = enacted.moment() == Moment.END_OF_DATA ? entry : answer;
            }
        }
    }

    private void command(Entry entry, Command said) {
        command = entry;
        onlyQuitSinceTls = silentSinceTls && said instanceof Command.Quit;
        silentSinceTls = false;
        began |= switch (said.moment()) {
            case AUTH, MAIL, RCPT, DATA -> true;
            default -> false;
        };
        tried |= began || said.moment() == Moment.STARTTLS;
        if (said.moment() == Moment.EHLO) {
            hello = entry;
        }
    }

    private void reply(Entry entry, Event.ReplySent sent) {
        if (sent.reply().isPositive()) {
            yes(entry, sent);
        } else {
            refusals.no(new Refused(standing, command, attempt, entry, sent, refusals.transaction(), path()));
        }
        if (sent.moment() == Moment.END_OF_DATA) {
            answer = entry;
            open = false;
        }
        if (OddReplies.isOdd(sent, isChunk())) {
            odd = entry;
        }
        if (!isChallenge(sent)) {
            attempt = null;
        }
        fault = null;
    }

    private static boolean isChallenge(Event.ReplySent sent) {
        return sent.reply().code() == ReplyCode.AUTHENTICATION_CHALLENGE_334;
    }

    private void yes(Entry entry, Event.ReplySent sent) {
        if (isChallenge(sent)) {
            if (attempt != null && !sent.scripted()) {
                // It tells that the login has failed (RFC 7628 §3.2.2, RFC 5802 §7), and many clients leave there.
                refusals.no(new Refused(standing, command, attempt, entry, sent, refusals.transaction(), path()));
            }
            return; // else it only asks
        }
        refusals.yes(sent.moment(), path());
        switch (sent.moment()) {
            case EHLO -> {
                standing = standing.greeted(hello, entry);
                open = false;
            }
            case STARTTLS -> tlsBegun = entry;
            case AUTH -> standing = standing.withLogin();
            case MAIL -> open = true;
            case RSET -> open = false;
            case END_OF_DATA -> {
                if (taken != null) {
                    delivered = entry;
                    odd = null;
                    aside = null;
                    refusals.delivered();
                }
            }
            default -> {}
        }
    }

    private boolean isChunk() {
        return command != null
                && command.event() instanceof Event.CommandReceived received
                && received.command() instanceof Command.Bdat;
    }

    private Path path() {
        if (command != null && command.event() instanceof Event.CommandReceived received) {
            if (received.command() instanceof Command.Mail mail) {
                return mail.reversePath();
            }
            if (received.command() instanceof Command.Rcpt rcpt) {
                return rcpt.forwardPath();
            }
        }
        return Path.NULL;
    }

    // How things stand at the end.

    Refusals refusals() {
        return refusals;
    }

    Standing standing() {
        return standing;
    }

    String listener() {
        return session.listener();
    }

    boolean isOn(Security security) {
        return session.events(Event.SessionOpened.class).anyMatch(opened -> opened.security() == security);
    }

    /** Whether the client asked for STARTTLS, a login or a mail transaction. */
    boolean tried() {
        return tried;
    }

    /** Whether the client began to log in or to send. */
    boolean began() {
        return began;
    }

    /** Whether a mail transaction is open, or none has ever come to its end. */
    boolean unfinished() {
        return open || delivered == null;
    }

    /** Whether a mail transaction is open. */
    boolean midway() {
        return open;
    }

    /** Whether the client has said nothing at all since TLS went up. */
    boolean silentSinceTls() {
        return silentSinceTls;
    }

    /** Whether QUIT is all that the client has said since TLS went up. */
    boolean onlyQuitSinceTls() {
        return onlyQuitSinceTls;
    }

    /** Whether the client's last command was QUIT. */
    boolean quit() {
        return command != null
                && command.event() instanceof Event.CommandReceived received
                && received.command() instanceof Command.Quit;
    }

    /** How the session ended, if it has. */
    Optional<Event.How> how() {
        return session.closed();
    }

    boolean leftByClient() {
        return how().filter(how -> how == Event.How.CLIENT_CLOSED || how == Event.How.CLIENT_RESET)
                .isPresent();
    }

    /** What was done to the connection since the last reply, by its word in scenario files; else empty. */
    String fault() {
        return fault != null && fault.event() instanceof Event.FaultEnacted enacted ? enacted.fault() : "";
    }

    /** How long the client had been waiting for an answer when it left, in words. */
    String waited() {
        Entry from = command == null ? opened() : command;
        Entry closed = closed();
        if (from == null || closed == null) {
            return "a while";
        }
        Duration waited = Duration.between(from.time(), closed.time());
        return waited.toMillis() < 10_000 ? waited.toMillis() + " ms" : waited.toSeconds() + " s";
    }

    @Nullable
    Entry faultEntry() {
        return fault;
    }

    @Nullable
    Entry opened() {
        return first(Event.SessionOpened.class::isInstance);
    }

    @Nullable
    Entry closed() {
        return first(Event.SessionClosed.class::isInstance);
    }

    @Nullable
    Entry tlsStarted() {
        return first(Event.TlsStarted.class::isInstance);
    }

    @Nullable
    Entry tlsFailed() {
        return first(Event.TlsFailed.class::isInstance);
    }

    /** A TLS handshake where a command was due. */
    @Nullable
    Entry strayHandshake() {
        return first(event -> event instanceof Event.CommandReceived received
                && received.command() instanceof Command.Malformed malformed
                && malformed.error() == SyntaxError.TLS_HANDSHAKE);
    }

    private @Nullable Entry first(Predicate<Event> wanted) {
        for (Entry entry : session.entries()) {
            if (wanted.test(entry.event())) {
                return entry;
            }
        }
        return null;
    }

    /** The last that the client said: a command or a whole message. */
    @Nullable
    Entry command() {
        return command;
    }

    /** The yes to STARTTLS. */
    @Nullable
    Entry tlsBegun() {
        return tlsBegun;
    }

    /** A reply since the last delivery that SMTP does not know at its moment. */
    @Nullable
    Entry odd() {
        return odd;
    }

    /** Octets since the last delivery that the server sent as they were, in place of a reply or beside one. */
    @Nullable
    Entry aside() {
        return aside;
    }

    /** The last message's being taken over; null if it was not. */
    @Nullable
    Entry taken() {
        return taken;
    }

    /** The last message's reply; null if it has none. */
    @Nullable
    Entry answer() {
        return answer;
    }

    /** The reply of the last delivery. */
    @Nullable
    Entry delivered() {
        return delivered;
    }
}
