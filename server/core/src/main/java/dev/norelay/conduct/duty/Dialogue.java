package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.ReplyCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session as turns.
 *
 * @param session as recorded, from its beginning
 * @param opening what happened before the client said anything
 * @param turns in order
 */
record Dialogue(SessionRecord session, List<Entry> opening, List<Turn> turns) {

    /** Reads a session; empty where the journal has dropped its beginning. */
    static Optional<Dialogue> of(SessionRecord session) {
        if (session.entries().isEmpty() || !(session.entries().get(0).event() instanceof Event.SessionOpened)) {
            return Optional.empty();
        }
        List<List<Entry>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        for (Entry entry : session.entries()) {
            if (entry.event() instanceof Event.CommandReceived || entry.event() instanceof Event.ContentReceived) {
                parts.add(new ArrayList<>());
            }
            parts.get(parts.size() - 1).add(entry);
        }
        return Optional.of(new Dialogue(session, parts.get(0), turns(parts)));
    }

    private static List<Turn> turns(List<List<Entry>> parts) {
        List<Turn> turns = new ArrayList<>();
        Standing standing = after(Standing.AT_FIRST, null, parts.get(0));
        Turn before = null;
        for (int i = 1; i < parts.size(); i++) {
            List<Entry> part = parts.get(i);
            List<Entry> rest = part.subList(1, part.size());
            boolean last = parts.subList(i + 1, parts.size()).stream().allMatch(Dialogue::isPipelined);
            Turn turn = new Turn(part.get(0), standing, rest, before, last);
            turns.add(turn);
            standing = after(standing, turn, rest);
            before = turn;
        }
        return turns;
    }

    private static boolean isPipelined(List<Entry> part) {
        return part.get(0).event() instanceof Event.CommandReceived received && received.pipelined();
    }

    private static Standing after(Standing standing, @Nullable Turn turn, List<Entry> rest) {
        Standing now = standing;
        if (turn != null && turn.code() == ReplyCode.OK_250 && turn.is(Command.Ehlo.class)) {
            now = now.withOffer(turn.reply());
        } else if (turn != null && turn.code() == ReplyCode.OK_250 && turn.is(Command.Helo.class)) {
            now = now.withOffer(null);
        }
        String user = "";
        for (Entry entry : rest) {
            if (entry.event() instanceof Event.TlsStarted) {
                now = now.withTls();
            } else if (entry.event() instanceof Event.LoginTried tried) {
                user = tried.attempt().user();
            }
        }
        return turn != null && turn.code() == ReplyCode.AUTHENTICATION_SUCCEEDED_235 ? now.withUser(user) : now;
    }

    int id() {
        return session.id();
    }

    String listener() {
        return session.listener();
    }

    /** The entry of its beginning. */
    Entry opened() {
        return opening.get(0);
    }

    Optional<Entry> closed() {
        return session.entries().stream()
                .filter(entry -> entry.event() instanceof Event.SessionClosed)
                .findFirst();
    }

    /** Whether the client ended the connection by itself. */
    boolean leftByClient() {
        return session.closed()
                .filter(how -> how == Event.How.CLIENT_CLOSED || how == Event.How.CLIENT_RESET)
                .isPresent();
    }

    /** Mail transactions, also those whose MAIL was refused. */
    List<Mailing> mailings() {
        List<Mailing> all = new ArrayList<>();
        Mailing open = null;
        for (Turn turn : turns) {
            if (turn.is(Command.Mail.class)) {
                open = new Mailing(this, turn);
                all.add(open);
            } else if (open != null && ends(turn)) {
                open = null;
            } else if (open != null) {
                open.add(turn);
                open = turn.content().isPresent() ? null : open;
            }
        }
        return all;
    }

    private static boolean ends(Turn turn) {
        return switch (turn.moment()) {
            case EHLO, RSET, QUIT, STARTTLS -> true;
            default -> false;
        };
    }

    /** Tries to log in. */
    List<Login> logins() {
        List<Login> all = new ArrayList<>();
        List<Turn> open = List.of();
        for (Turn turn : turns) {
            if (turn.is(Command.Auth.class)) {
                open = new ArrayList<>();
                all.add(new Login(this, open));
            } else if (!turn.is(Command.AuthResponse.class)) {
                open = List.of();
                continue;
            }
            if (!open.isEmpty() || turn.is(Command.Auth.class)) {
                open.add(turn);
            }
        }
        return all;
    }
}
