package dev.norelay.standalone.story;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command to copy and paste that sends the mail of the story with curl, as the person's settings are. */
public final class Curl {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");
    /** Up to this size one line of text does for the mail. */
    private static final long SMALL = 10_000;

    private Curl() {}

    /** For a POSIX shell, on several lines, each with that indentation; without a line end behind the last one. */
    public static String command(ClientSettings settings, Path ca, String indentation) {
        boolean large = settings.size() > SMALL;
        List<String> options = new ArrayList<>(List.of("-sS", "--connect-timeout 5", "--max-time 20"));
        String scheme = settings.security() == Security.TLS ? "smtps" : "smtp";
        options.add("--url " + quoted(scheme + "://" + bracketed(settings.host()) + ":" + settings.port()));
        if (settings.security() == Security.STARTTLS) {
            options.add("--ssl-reqd");
        }
        if (settings.security() != Security.NONE) {
            options.add("--cacert " + quoted(ca.toString()));
        }
        settings.user()
                .ifPresent(user -> options.add(
                        "--user " + quoted(user + ":" + settings.password().orElse(""))));
        settings.token().ifPresent(token -> options.add("--oauth2-bearer " + quoted(token)));
        options.add("--mail-from " + quoted(settings.from()));
        settings.recipients().forEach(recipient -> options.add("--mail-rcpt " + quoted(recipient)));
        if (large) {
            options.add("--crlf");
        }
        options.add("--upload-file -");
        return indentation + mail(settings, large) + " |\n" + indentation + "  curl " + folded(options, indentation);
    }

    /** Each argument of printf becomes a line; a large mail gets as many of 76 letters as it takes. */
    private static String mail(ClientSettings settings, boolean large) {
        String header = List.of(
                        "From: " + settings.from(),
                        "To: " + String.join(", ", settings.recipients()),
                        "Subject: Hello",
                        "",
                        "Hello")
                .stream()
                .map(Curl::quoted)
                .collect(Collectors.joining(" "));
        return large
                ? "{ printf '%s\\n' " + header + "; head -c " + settings.size()
                        + " /dev/zero | tr '\\0' x | fold -w 76; }"
                : "printf '%s\\r\\n' " + header;
    }

    private static String folded(List<String> options, String indentation) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String option : options) {
            if (column > 0 && column + option.length() > 90) {
                text.append(" \\\n").append(indentation).append("    ");
                column = 0;
            } else if (column > 0) {
                text.append(' ');
            }
            text.append(option);
            column += option.length() + 1;
        }
        return text.toString();
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String quoted(String word) {
        return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
