package dev.norelay.session;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.Path;
import dev.norelay.smtp.SyntaxError;
import dev.norelay.smtp.Xtext;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the parameters of MAIL and RCPT (RFC 5321 §4.1.1.11): known ones only, with the values they take. */
final class MailParameters {
    /** RFC 3461 §4.1. */
    private static final Set<String> NOTIFY = Set.of("SUCCESS", "FAILURE", "DELAY");
    /** RFC 3461 §4.2: the type is an atom, the address xtext. */
    private static final Pattern ORIGINAL_RECIPIENT = Pattern.compile("([!#$%&'*+/=?^_`{|}~0-9A-Za-z-]+);(.+)");

    private MailParameters() {}

    /** What is wrong with MAIL, if anything is. After HELO there are no extensions. */
    static Optional<SyntaxError> check(Command.Mail mail, Session session, ServerProfile profile) {
        for (Map.Entry<String, String> parameter : mail.parameters().entrySet()) {
            boolean known = session.extended()
                    && switch (parameter.getKey()) {
                        case "SIZE", "BODY" -> true;
                        case "AUTH" ->
                            Keywords.offersAuth(profile, session.tls().isPresent()); // RFC 4954 §5
                        case "RET", "ENVID" -> Keywords.offers("DSN", profile);
                        case "SMTPUTF8" -> Keywords.offers("SMTPUTF8", profile);
                        default -> false;
                    };
            if (!known) {
                return Optional.of(SyntaxError.PARAMETER_UNKNOWN);
            }
            if (!isGood(parameter.getKey(), parameter.getValue(), profile)) {
                return Optional.of(SyntaxError.ARGUMENTS);
            }
        }
        return checkAddress(mail.reversePath(), mail.parameters());
    }

    /** What is wrong with RCPT, if anything is. */
    static Optional<SyntaxError> check(
            Command.Rcpt rcpt, Transaction transaction, Session session, ServerProfile profile) {
        boolean dsn = session.extended() && Keywords.offers("DSN", profile);
        boolean utf8 = isUtf8(transaction.parameters());
        for (Map.Entry<String, String> parameter : rcpt.parameters().entrySet()) {
            if (!dsn || !Set.of("NOTIFY", "ORCPT").contains(parameter.getKey())) {
                return Optional.of(SyntaxError.PARAMETER_UNKNOWN);
            }
            boolean good = parameter.getKey().equals("NOTIFY")
                    ? isNotify(parameter.getValue())
                    : isOriginalRecipient(parameter.getValue(), utf8);
            if (!good) {
                return Optional.of(SyntaxError.ARGUMENTS);
            }
        }
        return checkAddress(rcpt.forwardPath(), transaction.parameters());
    }

    /** RFC 6531 §3.4: with SMTPUTF8 at MAIL, addresses may hold UTF-8, and only then. */
    private static Optional<SyntaxError> checkAddress(Path path, Map<String, String> ofMail) {
        return isAscii(path.text()) || isUtf8(ofMail) ? Optional.empty() : Optional.of(SyntaxError.NON_ASCII_ADDRESS);
    }

    private static boolean isUtf8(Map<String, String> ofMail) {
        return ofMail.containsKey("SMTPUTF8");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /** The declared size in octets, or 0 where none is (RFC 1870 §3); what does not fit a long is the greatest long. */
    static long declaredSize(Map<String, String> parameters) {
        BigInteger size = new BigInteger(parameters.getOrDefault("SIZE", "0"));
        return size.bitLength() < Long.SIZE ? size.longValue() : Long.MAX_VALUE;
    }

    /** RFC 3030 §3: any octets may come, and only in chunks. */
    static boolean isBinary(Map<String, String> ofMail) {
        return ofMail.getOrDefault("BODY", "").equalsIgnoreCase("BINARYMIME");
    }

    private static boolean isGood(String keyword, String value, ServerProfile profile) {
        return switch (keyword) {
            // RFC 1870 §3
            case "SIZE" -> value.matches("[0-9]{1,20}");
            // RFC 6152 §2, RFC 3030 §3
            case "BODY" ->
                value.equalsIgnoreCase("7BIT")
                        || value.equalsIgnoreCase("8BITMIME")
                        || (value.equalsIgnoreCase("BINARYMIME") && Keywords.offers("BINARYMIME", profile));
            // RFC 3461 §4.3
            case "RET" -> value.equalsIgnoreCase("FULL") || value.equalsIgnoreCase("HDRS");
            // RFC 3461 §4.4
            case "ENVID" -> value.length() <= 100 && Xtext.isPrintable(value);
            // RFC 6531 §3.4: it takes no value.
            case "SMTPUTF8" -> value.isEmpty();
            // RFC 4954 §8: xtext (RFC 3461 §4) or <>. Deviates: a bare = passes, as in CommandParser.
            default -> value.matches("<>|(?:[!-*,-~]|\\+[0-9A-F]{2})+");
        };
    }

    /** RFC 3461 §4.1: NEVER by itself, or a list of the others, each once. */
    private static boolean isNotify(String value) {
        List<String> words = Arrays.asList(value.toUpperCase(Locale.ROOT).split(",", -1));
        Set<String> distinct = new HashSet<>(words);
        return words.equals(List.of("NEVER")) || (NOTIFY.containsAll(distinct) && distinct.size() == words.size());
    }

    /** RFC 3461 §4.2; RFC 6533 §3: an address of type utf-8 may stand there as it is where the transaction is UTF-8. */
    private static boolean isOriginalRecipient(String value, boolean utf8) {
        Matcher matcher = ORIGINAL_RECIPIENT.matcher(value);
        if (value.length() > 500 || !matcher.matches()) {
            return false;
        }
        boolean international = utf8 && matcher.group(1).equalsIgnoreCase("utf-8");
        String address = matcher.group(2);
        return Xtext.isPrintable(international ? address.replaceAll("[^\\x00-\\x7f]", "u") : address);
    }
}
