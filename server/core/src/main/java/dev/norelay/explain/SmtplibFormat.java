package dev.norelay.explain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's smtplib after {@code set_debuglevel(1)}: literals of Python's behind {@code send:} and {@code reply:}. */
record SmtplibFormat() implements Format {
    private static final Pattern LINE =
            Pattern.compile("(?:[\\d:.]+ )?(send|reply): b?(['\"])(.*?)(?:\\\\r\\\\n)?\\2", Pattern.DOTALL);

    @Override
    public String title() {
        return "Python's set_debuglevel(1)";
    }

    @Override
    public @Nullable Turn turn(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            String text = Unquoted.of(matcher.group(3));
            return matcher.group(1).equals("send") ? Turn.client(text) : Turn.server(text);
        }
        // What it says twice, and the traceback's frames.
        boolean other = line.startsWith("reply: ")
                || line.startsWith("send: ")
                || line.startsWith("data: ")
                || line.startsWith("connect: ")
                || line.startsWith(" ");
        return other ? null : Turn.note(line);
    }
}
