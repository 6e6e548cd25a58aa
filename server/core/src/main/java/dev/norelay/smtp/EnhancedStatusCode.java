package dev.norelay.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463 §2), as it stands in front of a reply's text (RFC 2034 §4).
 *
 * @param status 2 for success, 4 for a persistent transient failure, 5 for a permanent one
 * @param subject what it is about, 0 to 999
 * @param detail which condition, 0 to 999
 */
public record EnhancedStatusCode(int status, int subject, int detail) {
    /** RFC 3463 §2: no leading zeros. */
    private static final Pattern LEADING =
            Pattern.compile("([245])\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})(?: .*)?", Pattern.DOTALL);

    public EnhancedStatusCode {
        if (status != 2 && status != 4 && status != 5) {
            throw new IllegalArgumentException("an enhanced status code begins with 2, 4 or 5, not " + status);
        }
        if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException("subject and detail are 0 to 999, not " + subject + " and " + detail);
        }
    }

    /** The code that a reply's text begins with, if it does. */
    public static Optional<EnhancedStatusCode> leading(String text) {
        Matcher matcher = LEADING.matcher(text);
        return matcher.matches()
                ? Optional.of(new EnhancedStatusCode(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
                : Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    @Override
    public String toString() {
        return status + "." + subject + "." + detail;
    }
}
