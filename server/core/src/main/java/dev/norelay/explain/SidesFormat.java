package dev.norelay.explain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code C:} and {@code S:}, as RFCs, norelay and nodemailer's debug log have it; others write {@code CLIENT:} and
 * {@code SERVER:}.
 */
record SidesFormat() implements Format {
    /** What a log puts in front: no more than that, so that time does not grow with the line. */
    private static final Pattern LINE =
            Pattern.compile("(?:.{0,90}?\\s)?(C|S|CLIENT|SERVER|CLIENT -> SERVER|SERVER -> CLIENT): ?(.*)");

    @Override
    public String title() {
        return "C: and S:";
    }

    @Override
    public @Nullable Turn turn(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            String text = matcher.group(2);
            return matcher.group(1).startsWith("C") ? Turn.client(text) : Turn.server(text);
        }
        return Turn.note(line);
    }
}
