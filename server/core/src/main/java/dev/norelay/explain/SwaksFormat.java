package dev.norelay.explain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** swaks: arrows, waved ones inside TLS, starred ones for a no; remarks behind {@code ===} and {@code ***}. */
record SwaksFormat() implements Format {
    private static final Pattern SERVER = Pattern.compile("<(?:- |\\*\\*|~ |~\\*) (.*)");
    private static final Pattern CLIENT = Pattern.compile(" [-~]> (.*)");

    @Override
    public String title() {
        return "swaks";
    }

    @Override
    public @Nullable Turn turn(String line) {
        Matcher server = SERVER.matcher(line);
        if (server.matches()) {
            return Turn.server(server.group(1));
        }
        Matcher client = CLIENT.matcher(line);
        if (client.matches()) {
            return Turn.client(client.group(1));
        }
        return line.startsWith("=== ") || line.startsWith("*** ") ? Turn.note(line) : null;
    }
}
