package dev.norelay.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.norelay.fuzz.Property;
import dev.norelay.fuzz.Servers;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario author's words, placeholders filled with what a hostile client said, stay one reply: as many lines as were
 * written, each with its code, and no octet of the client's that ends a line. The input is the author's lines, then what
 * the client gives as its name, as sender, as recipient and as user, with {@code ~~} between them.
 */
class ReplyWriterFuzz {
    /** RFC 5321 §4.5.3.1.3, and the three octets of UTF-8 that a char takes at most. */
    private static final int LONGEST_VALUE = 3 * 256;

    @FuzzTest
    @DictionaryFile(resourcePath = "/dev/norelay/smtp.dict")
    void noClientBreaksAReply(byte[] octets) {
        String[] parts = new String(octets, UTF_8).split("~~", 5);
        if (parts.length < 5) {
            return;
        }
        ServerProfile profile = Servers.run((byte) 0).profile(Servers.listener((byte) 0));
        Session session = new Session("smtp", "192.0.2.7");
        say(session, profile, "EHLO " + parts[1]);
        session.settle(
                Proposal.accept(Moment.AUTH, Replies.LOGGED_IN, new Effect.LogIn(parts[4], Mechanism.PLAIN)),
                true,
                profile);
        say(session, profile, "MAIL FROM:<" + parts[2] + ">");
        say(session, profile, "RCPT TO:<" + parts[3] + ">");
        Reply words = words(parts[0]);
        framed(words, session.fill(words, profile, new Effect.None()));
        framed(words, session.fill(words, profile, new Effect.LogIn(parts[4], Mechanism.LOGIN)));
        if (CommandParser.parse(("RCPT TO:<" + parts[3] + ">").getBytes(UTF_8)) instanceof Command.Rcpt rcpt) {
            framed(words, session.fill(words, profile, new Effect.AddRecipient(rcpt.forwardPath(), rcpt.parameters())));
        }
    }

    private static void say(Session session, ServerProfile profile, String line) {
        session.settle(session.propose(CommandParser.parse(line.getBytes(UTF_8)), profile), true, profile);
    }

    /** What may stand in a scenario: {@link Reply.Line} takes no CR and no LF. */
    private static Reply words(String written) {
        List<Reply.Line> lines = new ArrayList<>();
        for (String line : written.replace("\r", "").split("\n", -1)) {
            lines.add(new Reply.Line(550, line));
        }
        return new Reply(lines);
    }

    private static void framed(Reply words, Reply filled) {
        String wire = new String(filled.octets(), UTF_8);
        Property.holds(wire.endsWith("\r\n"), "the last line has no end");
        String[] lines = wire.substring(0, wire.length() - 2).split("\r\n", -1);
        Property.same(words.lines().size(), lines.length, "its lines");
        for (int i = 0; i < lines.length; i++) {
            String written = words.lines().get(i).text();
            String separator = i == lines.length - 1 ? " " : "-";
            Property.holds(lines[i].startsWith("550" + separator), "a line begins otherwise", lines[i]);
            Property.holds(!lines[i].contains("\r") && !lines[i].contains("\n"), "a bare CR or LF", lines[i]);
            Property.same(controls(written), controls(lines[i]), "control octets, some of them the client's");
            long placeholders = written.chars().filter(c -> c == '{').count();
            Property.holds(
                    lines[i].length() <= 4 + written.length() + placeholders * LONGEST_VALUE,
                    "a line of so many characters",
                    lines[i].length());
        }
    }

    private static long controls(String text) {
        return text.chars().filter(Character::isISOControl).count();
    }
}
