package dev.norelay.explain;

import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A transcript as exchanges, in order.
 *
 * @param format it is written in
 * @param exchanges commands with their replies
 * @param notes what the program itself had to say, a line each
 */
record Dialogue(Format format, List<Exchange> exchanges, String notes) {
    private static final List<Format> FORMATS = List.of(
            new CurlFormat(),
            new SwaksFormat(),
            new MsmtpFormat(),
            new SmtplibFormat(),
            new PostfixFormat(),
            new SidesFormat(),
            new BareFormat());
    private static final Pattern REPLY = Pattern.compile("([2-5]\\d\\d)([ :-]|$)(.*)");
    /** A program that says so has its TLS up. */
    private static final Pattern TLS_UP =
            Pattern.compile(".*(?:SSL connection using|TLS started with|TLS session parameters).*");

    private static final Map<String, Moment> VERBS = Map.of(
            "EHLO", Moment.EHLO,
            "HELO", Moment.EHLO,
            "STARTTLS", Moment.STARTTLS,
            "AUTH", Moment.AUTH,
            "MAIL", Moment.MAIL,
            "RCPT", Moment.RCPT,
            "DATA", Moment.DATA,
            "BDAT", Moment.DATA,
            "RSET", Moment.RSET,
            "QUIT", Moment.QUIT);
    /** What is read of one line: a message's line may be longer. */
    private static final int LONGEST_LINE = 4096;

    Dialogue {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * A command and its reply.
     *
     * @param command without its line end; empty for the greeting, a message, and where it is not told
     * @param moment that is answered; null where that is not told
     * @param reply null where none came
     * @param tls whether TLS was up
     */
    record Exchange(
            String command,
            @Nullable Moment moment,
            @Nullable Reply reply,
            boolean tls) {
        boolean isRefusal() {
            return reply != null && reply.code() >= 400;
        }
    }

    /** What a text is a transcript of, if it is one. */
    static Optional<Dialogue> of(String text) {
        List<String> lines = text.lines()
                .map(line ->
                        line.substring(0, Math.min(line.length(), LONGEST_LINE)).stripTrailing())
                .toList();
        List<Turn> most = List.of();
        Format best = FORMATS.get(0);
        for (Format format : FORMATS) {
            List<Turn> turns = new ArrayList<>();
            lines.forEach(line -> {
                Turn turn = format.turn(line);
                if (turn != null) {
                    turns.add(turn);
                }
            });
            if (spoken(turns) > spoken(most) && isDialogue(format, turns)) {
                best = format;
                most = turns;
            }
        }
        return most.isEmpty() ? Optional.empty() : Optional.of(new Reading(best).read(most));
    }

    private static long spoken(List<Turn> turns) {
        return turns.stream()
                .filter(turn -> turn.side() == Turn.Side.CLIENT
                        || (turn.side() == Turn.Side.SERVER
                                && REPLY.matcher(turn.text()).matches()))
                .count();
    }

    /** One reply, pasted alone, is no dialogue; a line of a log is as good as one. */
    private static boolean isDialogue(Format format, List<Turn> turns) {
        boolean server = turns.stream()
                .anyMatch(turn -> turn.side() == Turn.Side.SERVER
                        && REPLY.matcher(turn.text()).matches());
        boolean client = turns.stream().anyMatch(turn -> turn.side() == Turn.Side.CLIENT);
        return server && (client || format instanceof PostfixFormat);
    }

    /** Puts commands and replies together; commands may be pipelined. */
    private static final class Reading {
        private final Format format;
        private final List<Exchange> exchanges = new ArrayList<>();
        private final StringBuilder notes = new StringBuilder();
        private final Deque<String> unanswered = new ArrayDeque<>();
        private final List<Reply.Line> partial = new ArrayList<>();
        private boolean tls;
        private boolean upgrading;
        private boolean content;
        private boolean login;
        private boolean greeted;

        Reading(Format format) {
            this.format = format;
        }

        Dialogue read(List<Turn> turns) {
            for (Turn turn : turns) {
                switch (turn.side()) {
                    case CLIENT -> client(turn.text());
                    case SERVER -> server(turn);
                    case NOTE -> note(turn.text());
                }
            }
            for (String command : unanswered) {
                exchanges.add(new Exchange(command, moment(command), null, tls));
            }
            return new Dialogue(format, exchanges, notes.toString());
        }

        private void note(String text) {
            notes.append(text).append('\n');
            if (TLS_UP.matcher(text).matches()) {
                tls = true;
            }
        }

        private void client(String text) {
            if (content || (text.equals(".") && unanswered.isEmpty())) {
                return; // the message's own lines
            }
            if (upgrading) {
                tls = true;
                upgrading = false;
            }
            unanswered.add(login ? "" : text);
        }

        private void server(Turn turn) {
            Matcher line = REPLY.matcher(turn.text());
            if (!line.matches()) {
                return;
            }
            partial.add(new Reply.Line(
                    Integer.parseInt(line.group(1)), line.group(3).strip()));
            if (!line.group(2).equals("-")) {
                Reply reply = new Reply(partial);
                partial.clear();
                if (turn.at() == null) {
                    answered(reply);
                } else {
                    exchanges.add(new Exchange("", turn.at(), reply, false));
                }
            }
        }

        private void answered(Reply reply) {
            String command = unanswered.isEmpty() ? "" : unanswered.remove();
            Moment moment = content
                    ? Moment.END_OF_DATA
                    : login ? Moment.AUTH : command.isEmpty() ? greeting() : moment(command);
            content = moment == Moment.DATA && reply.code() == 354;
            login = reply.code() == 334;
            upgrading = moment == Moment.STARTTLS && reply.isPositive();
            exchanges.add(new Exchange(command, moment, reply, tls));
            greeted |= moment == Moment.CONNECT;
        }

        private @Nullable Moment greeting() {
            return greeted || !exchanges.isEmpty() ? null : Moment.CONNECT;
        }

        private static Moment moment(String command) {
            String verb = command.toUpperCase(Locale.ROOT);
            return VERBS.entrySet().stream()
                    .filter(entry -> verb.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Moment.OTHER);
        }
    }
}
