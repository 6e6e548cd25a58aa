package dev.norelay.clients;

import java.util.List;
import java.util.regex.Pattern;

/** A client's words on one line, without what differs from run to run. */
final class Said {
    private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]+\\.)+(?=[A-Z])");
    private static final Pattern DATES = Pattern.compile("(Not(?:Before|After)): .*? \\d{4}");
    private static final Pattern TIMES = Pattern.compile("\\b\\d+(?= (?:ms|milliseconds|out of|bytes received))");
    /** Of the mail, as Simple Java Mail tells it. */
    private static final Pattern IDS = Pattern.compile("\\[(?:ID|Subject): '[^']*'\\]");

    /** Where in the client's own sources it went wrong. */
    private static final Pattern SOURCES = Pattern.compile(" ?\\(?_ssl\\.c:\\d+\\)?:?");

    private Said() {}

    /** An exception's own words and those of its last cause; a traceback's last line; all that a program says. */
    static String of(Outcome outcome, int port) {
        List<String> lines = outcome.shown().lines().map(String::strip).toList();
        List<String> causes =
                lines.stream().filter(line -> line.startsWith("Caused by: ")).toList();
        String said = lines.isEmpty() ? "" : lines.get(0);
        if (said.startsWith("Traceback")) {
            said = lines.get(lines.size() - 1);
        } else if (causes.isEmpty()) {
            said = String.join(" ", lines);
        } else {
            said += " " + causes.get(causes.size() - 1);
        }
        return normalised(said, port);
    }

    private static String normalised(String said, int port) {
        String text = PACKAGES.matcher(said).replaceAll("");
        text = DATES.matcher(text).replaceAll("$1: …");
        text = TIMES.matcher(text).replaceAll("…");
        text = SOURCES.matcher(text).replaceAll("");
        text = IDS.matcher(text).replaceAll("[…]");
        text = text.replaceFirst(" More details here: .*", "");
        return text.replaceAll(" ?\\(?,? ?errno:? \\d+\\)?", "") // what the last system call left
                .replaceAll("(?:Send|Recv) failure", "… failure") // whichever came first
                .replaceAll("\\(5[56]\\) … failure", "(55 or 56) … failure") // curl's codes of the two
                .replaceAll("error:[0-9A-F]{8}:", "")
                .replaceAll("\\b" + port + "\\b", "…")
                .replaceAll("\\p{Cntrl}+", " ")
                .replace('|', '/')
                .strip();
    }
}
