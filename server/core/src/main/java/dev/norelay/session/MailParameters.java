package dev.norelay.session;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.SyntaxError;
import java.math.BigInteger;
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

    /** The declared size in octets, or 0 where none is (RFC 1870 §3); what does not fit a long is the greatest long. */
    static long declaredSize(Map<String, String> parameters) {
        BigInteger size = new BigInteger(parameters.getOrDefault("SIZE", "0"));
        return size.bitLength() < Long.SIZE ? size.longValue() : Long.MAX_VALUE;
    }

    private static boolean isGood(String keyword, String value) {
        return switch (keyword) {
            // RFC 1870 §3
            case "SIZE" -> value.matches("[0-9]{1,20}");
            // RFC 6152 §2
            case "BODY" -> value.equalsIgnoreCase("7BIT") || value.equalsIgnoreCase("8BITMIME");
            // RFC 4954 §8: xtext (RFC 3461 §4) or <>. Deviates: a bare = passes, as in CommandParser.
            default -> value.matches("<>|(?:[!-*,-~]|\\+[0-9A-F]{2})+");
        };
    }
}
