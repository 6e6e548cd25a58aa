package dev.norelay.session;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.SyntaxError;
import java.util.Map;
import java.util.Optional;

/** Checks the parameters of MAIL and RCPT (RFC 5321 §4.1.1.11): known ones only, with the values they take. */
final class MailParameters {
    private MailParameters() {}

    /**
     * What is wrong with them, if anything is.
     *
     * @param extended whether the client has said EHLO; after HELO there are no extensions
     */
    static Optional<SyntaxError> check(Command.Mail mail, boolean extended, boolean auth) {
        for (Map.Entry<String, String> parameter : mail.parameters().entrySet()) {
            boolean known = extended
                    && switch (parameter.getKey()) {
                        case "SIZE", "BODY" -> true;
                        case "AUTH" -> auth; // RFC 4954 §5
                        default -> false;
                    };
            if (!known) {
                return Optional.of(SyntaxError.PARAMETER_UNKNOWN);
            }
            if (!isGood(parameter.getKey(), parameter.getValue())) {
                return Optional.of(SyntaxError.ARGUMENTS);
            }
        }
        return Optional.empty();
    }

    /** RCPT has none of its own without DSN. */
    static Optional<SyntaxError> check(Command.Rcpt rcpt) {
        return rcpt.parameters().isEmpty() ? Optional.empty() : Optional.of(SyntaxError.PARAMETER_UNKNOWN);
    }

    /** The declared size in octets, or 0 where none is (RFC 1870 §3). */
    static long declaredSize(Map<String, String> parameters) {
        String size = parameters.get("SIZE");
        return size == null ? 0 : Long.parseLong(size);
    }

    private static boolean isGood(String keyword, String value) {
        return switch (keyword) {
            // RFC 1870 §3: up to 20 digits; what does not fit a long is no size of this world.
            case "SIZE" -> value.matches("\\d{1,18}");
            // RFC 6152 §2
            case "BODY" -> value.equalsIgnoreCase("7BIT") || value.equalsIgnoreCase("8BITMIME");
            default -> !value.isEmpty();
        };
    }
}
