package dev.norelay.explain;

import dev.norelay.smtp.Moment;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Postfix's log: what its server refused, and what it was refused as a client. A line has one reply and no dialogue. */
record PostfixFormat() implements Format {
    private static final Pattern PROGRAM =
            Pattern.compile(".{0,120}?postfix(?:/[\\w-]+)*/(?:smtpd|smtp|lmtp)\\[\\d+]: (.*)");
    /** The server's: {@code reject: RCPT from host[address]: 554 5.7.1 …; from=…}. */
    private static final Pattern REJECT = Pattern.compile(
            ".{0,60}?\\breject(?:_warning)?: (\\S+) from [^\\[]{0,255}\\[[^]]{0,64}](?::\\d+)?: (\\d{3} .*)");
    /** The client's: {@code host name[address] said: 550 … (in reply to RCPT TO command)}. */
    private static final Pattern SAID = Pattern.compile(
            ".*?\\b(?:said|refused to talk to me): (\\d{3}[ -].*?)(?: \\(in reply to ([A-Za-z ]+) command\\))?\\)*");

    private static final Map<String, Moment> COMMANDS = Map.of(
            "CONNECT",
            Moment.CONNECT,
            "HELO",
            Moment.EHLO,
            "EHLO",
            Moment.EHLO,
            "AUTH",
            Moment.AUTH,
            "MAIL",
            Moment.MAIL,
            "MAIL FROM",
            Moment.MAIL,
            "RCPT",
            Moment.RCPT,
            "RCPT TO",
            Moment.RCPT,
            "DATA",
            Moment.DATA,
            "end of DATA",
            Moment.END_OF_DATA);

    @Override
    public String title() {
        return "a log of Postfix's";
    }

    @Override
    public @Nullable Turn turn(String line) {
        Matcher program = PROGRAM.matcher(line);
        if (!program.matches()) {
            return null;
        }
        String text = program.group(1);
        Matcher reject = REJECT.matcher(text);
        if (reject.matches()) {
            String reply = reject.group(2);
            int envelope = reply.indexOf("; from=<");
            return reply(envelope < 0 ? reply : reply.substring(0, envelope), reject.group(1));
        }
        Matcher said = SAID.matcher(text);
        return said.matches() ? reply(said.group(1), said.group(2)) : Turn.note(text);
    }

    private static Turn reply(String text, @Nullable String command) {
        return new Turn(Turn.Side.SERVER, text, command == null ? null : COMMANDS.get(command));
    }
}
