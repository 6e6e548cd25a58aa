package dev.norelay.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what is secret in what one client sends, so that no rendering shows it. Knows what the client has sent before:
 * one whose AUTH was refused, or fell into octets that nobody obeys, may go on and send its credentials line by line.
 * Rather hides too much. On the connection's event loop.
 */
final class Secrets {
    private static final String MASK = "********";

    /** In a line that is no command of ours: how clients of any mail protocol begin to log in. */
    private static final Pattern LOGIN = Pattern.compile("\\b(?:AUTH|LOGIN|PASS)\\S*\\s+", Pattern.CASE_INSENSITIVE);
    /** RFC 5321 §2.4: verbs are letters. A single word of anything else may be a password or its base64. */
    private static final Pattern NO_VERB = Pattern.compile("\\s*(?![A-Za-z]{1,12}\\s*$)[^\\x00-\\x20\\x7f]{4,}\\s*");
    /** RFC 4422 §3.1. What is none may be a response behind a forgotten blank. */
    private static final Pattern MECHANISM =
            Pattern.compile("AUTH +[A-Za-z0-9_-]{1,20}(?: |$)", Pattern.CASE_INSENSITIVE);

    private boolean expected;
    private boolean midLine;

    /**
     * The index of the first secret octet of a line, or -1.
     *
     * @param line without its end
     */
    int inLine(Octets line, Command command) {
        boolean login = command instanceof Command.Auth || command instanceof Command.AuthResponse;
        int from = login || isOdd(command) ? from(new String(line.toArray(), ISO_8859_1), command) : -1;
        expected = command.moment() == Moment.AUTH || (expected && isOdd(command));
        return from;
    }

    /**
     * Octets that nobody obeys, for a person's eyes: what is secret masked, line by line.
     *
     * @param first the beginning of them, which is all that is ever shown
     * @param count how many they are
     */
    String masked(Octets first, long count) {
        StringBuilder shown = new StringBuilder();
        String octets = new String(first.toArray(), ISO_8859_1);
        boolean continued = midLine;
        for (String line : octets.split("(?<=\n)", -1)) {
            String bare = line.replaceFirst("\r?\n$", "");
            Octets command = octets(bare);
            int found = inLine(command, CommandParser.parse(command.toArray()));
            int from = continued ? 0 : found;
            boolean secret = from >= 0 && from < bare.length();
            shown.append(secret ? octets(bare.substring(0, from)) + MASK : command.toString());
            shown.append(octets(line.substring(bare.length())));
            expected |= secret;
            continued = false;
        }
        boolean unseen = count > first.size();
        expected |= unseen;
        midLine = unseen || !octets.endsWith("\n");
        return shown.toString();
    }

    private static Octets octets(String text) {
        return Octets.copyOf(text.getBytes(ISO_8859_1));
    }

    /** Whether a line that looks like no command is taken for a part of a login. */
    boolean expected() {
        return expected;
    }

    private int from(String line, Command command) {
        if (command instanceof Command.AuthResponse response) {
            return response.base64().equals("*") ? -1 : 0;
        }
        if (command instanceof Command.Auth) {
            Matcher mechanism = MECHANISM.matcher(line);
            int behind = mechanism.lookingAt() ? mechanism.end() : "AUTH ".length();
            return behind < line.length() ? behind : -1;
        }
        if (expected || NO_VERB.matcher(line).matches()) {
            return 0;
        }
        Matcher login = LOGIN.matcher(line);
        return login.find() && login.end() < line.length() ? login.end() : -1;
    }

    private static boolean isOdd(Command command) {
        return command instanceof Command.Unrecognized || command instanceof Command.Malformed;
    }
}
