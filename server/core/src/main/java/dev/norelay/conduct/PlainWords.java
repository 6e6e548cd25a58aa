package dev.norelay.conduct;

import dev.norelay.scenario.Cause;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Words by which a person understands why a mail was not sent: for each cause a pattern that is found in a text, in
 * English, which names it or what mends it. They are generous: "the password" is enough where the password is wrong. A
 * text that names everything passes too; such a one helps nobody, and only a person can tell (docs/adr/0020).
 */
final class PlainWords {
    private static final String LOGIN =
            "log(?:ged|ging)?[ -]?in\\b|logins?\\b|sign(?:ed|ing)?[ -]?in\\b|user ?name|password|credential|authenticat";
    private static final String TLS = "\\b(?:start)?tls\\b|\\bssl\\b|encrypt|\\bsecur";
    private static final String UNREACHED = "\\bport\\b|\\brefused|unreachable|nothing listens|nobody connected"
            + "|(?:can ?not|could ?n[o']t|can't|could not|unable to|failed to|not be)\\b.{0,20}(?:connect|reach)";
    private static final String UNANSWERED =
            "time[d ]*-?out|\\bno (?:answer|reply|response)|(?:not|n't) (?:answer|respond)" + "|did not wait|swallow";
    private static final String DATES = "certificate.{0,80}(?:expired|not yet|not valid|date|run out|no longer valid)"
            + "|(?:expired|not yet valid).{0,80}certificate|clock|date and time";
    private static final String LATER =
            "\\blater\\b|\\bagain\\b|temporar|\\bbusy\\b|\\bwait|overload|puts off|capacity";
    private static final String TOO_MANY = "\\blimit|quota|too (?:many|fast|often|much)|\\blater\\b|exceed";
    private static final String RECIPIENT = "recipient|mailbox|no such user|unknown user|user unknown"
            + "|address.{0,60}(?:refus|reject|unknown|not accept|not exist|does not)";
    private static final String HOST =
            "(?:host|server|name).{0,60}(?:unknown|not (?:be )?(?:found|known|resolved)|resol|exist)"
                    + "|(?:unknown|resolv|resolution|no such|find|locate|no server|correct the name).{0,60}(?:host|server|name)";

    private static final Map<Cause, Pattern> WORDS = words();

    private PlainWords() {}

    /** Whether a text names a cause; the text in lower case, with single spaces. */
    static boolean name(Cause cause, String text) {
        Pattern words = WORDS.get(cause);
        return words != null && words.matcher(text).find();
    }

    private static Map<Cause, Pattern> words() {
        Map<Cause, Pattern> words = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            String pattern = pattern(cause);
            if (!pattern.isEmpty()) {
                words.put(cause, Pattern.compile(pattern));
            }
        }
        return words;
    }

    private static String pattern(Cause cause) {
        return switch (cause) {
            case LOGIN_MISSING -> LOGIN + "|relaying";
            case CREDENTIALS_WRONG, PASSWORD_STALE, APP_PASSWORD_NEEDED -> LOGIN;
            case LOGIN_NOT_OFFERED -> LOGIN + "|\\bport\\b";
            case TOKEN_EXPIRED -> LOGIN + "|token";
            case MECHANISM_NOT_SHARED -> LOGIN + "|mechanism";
            case ACCOUNT_BLOCKED -> "account|disabled|blocked|suspended|locked";
            case LOCKED_OUT -> LOGIN + "|locked|blocked|too many";
            case LOGIN_NEEDS_TLS, TLS_NEEDED -> TLS;
            case STARTTLS_MISSING, TLS_ON_PLAIN_PORT, PLAIN_ON_TLS_PORT -> secured();
            case TLS_VERSION ->
                "(?:tls|ssl|protocol|encryption) version|version.{0,20}(?:tls|ssl)|too old|out ?dated|update";
            case PORT_CLOSED -> UNREACHED;
            case PORT_FILTERED, NO_SESSION -> UNREACHED + "|" + UNANSWERED;
            case WRONG_SERVICE -> "\\bport\\b|not an? (?:smtp|mail)|(?:wrong|other|another) (?:service|server)";
            case CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CLOCK_WRONG -> DATES;
            case CERTIFICATE_NAME ->
                "certificate.{0,80}(?:\\bname|\\bhost|match)|(?:\\bname|\\bhost).{0,80}certificate";
            case CERTIFICATE_ISSUER ->
                "certificate.{0,80}(?:issue|trust|self.?signed|unknown|authority|verif)"
                        + "|(?:trust|verif|issue|self.?signed).{0,80}certificate";
            case HOST_UNKNOWN -> HOST;
            case HOST_OUTDATED -> HOST + "|" + UNREACHED + "|no longer|name of the (?:outgoing )?server|another server";
            case SENDER_REFUSED -> "sender|from.?address|own address|belongs to the account";
            case RECIPIENT_REFUSED, SOME_RECIPIENTS_REFUSED -> RECIPIENT;
            case TOO_LARGE -> "too (?:large|big)|\\bsize\\b|larger|smaller|exceed";
            case CONTENT_REFUSED ->
                "content|what is in it|spam|virus|attachment|message.{0,40}(?:refus|reject|not accept)"
                        + "|(?:refus|reject).{0,40}message";
            case LIMIT -> TOO_MANY;
            case GREYLISTED, SERVER_BUSY -> LATER;
            case REPLY_LOST ->
                "(?:may|might) (?:already )?(?:have|be)|whether|perhaps|not (?:known|sure|clear)|unsure|uncertain|never heard";
            case CONNECTION_LOST ->
                "connection.{0,40}(?:lost|clos|reset|drop|br[eo]|end|abort)"
                        + "|(?:lost|clos|reset|drop|br[eo]|abort)\\w*.{0,40}connection|disconnect|hung up|interrupted";
            case CLIENT_TIMEOUT -> UNANSWERED;
            case ODD_REPLY ->
                "(?:reply|response|answer|greeting).{0,60}(?:odd|invalid|unexpected|malformed|bad|strange|not one)"
                        + "|(?:odd|invalid|unexpected|malformed|bad|strange).{0,40}(?:reply|response|answer|greeting)";
            case HELO_REFUSED -> "\\b(?:helo|ehlo)\\b|host ?name|(?:device|computer)'?s?.{0,20}name|name by which";
            case CLIENT_BREACH -> "protocol|\\bbug\\b|defect|this (?:program|app)|client's maker";
            case ADDRESS_BLOCKED -> "network|ip address|block|black ?list";
            case MAIL_LOST, NONE -> ""; // no client can know of it
        };
    }

    /** "wrong version number" says nothing to a person, though the library that says so has SSL in its name. */
    private static String secured() {
        return "\\bport\\b|\\b(?:not|no|without|does ?n[o']t|cannot|can't)\\b.{0,40}(?:tls\\b|\\bssl\\b|encrypt|secur)"
                + "|(?:tls|\\bssl|encrypt\\w*|secure\\w*)\\b.{0,40}(?:\\bnot\\b|n't\\b|denied|refused|unavailable|setting|missing)";
    }
}
