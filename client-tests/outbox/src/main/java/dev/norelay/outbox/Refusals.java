package dev.norelay.outbox;

import dev.norelay.outbox.Problem.Next;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server's refusal means to a person. Servers say the same thing in many ways and with many codes, so the words
 * count as much as the code; whether it is worth trying again is what the code says (RFC 5321 §4.2.1), and nothing else.
 */
final class Refusals {
    private static final String APP_PASSWORD =
            "The provider wants an app password in place of the account's own: make one on its web page and enter it as the"
                    + " password of the outgoing server.";
    private static final String WANTS_LOGIN = "The outgoing server wants a login: enter its user name and password.";
    private static final String NO_RELAY =
            "The server passes nothing on to this recipient without a login: enter user name and password of the outgoing"
                    + " server, and see whether it is the outgoing one at all.";
    private static final String WANTS_TLS =
            "The outgoing server wants an encrypted connection: choose STARTTLS (port 587) or TLS (port 465).";
    private static final String TOO_LARGE =
            "The mail is too large for the server: send fewer or smaller attachments, or a link.";
    private static final String NOT_YOURS =
            "The server does not take mail from this sender for this account: choose the account's own address as sender.";
    private static final String LIMIT =
            "The sending limit of the account is reached for now: wait, or send to fewer people at a time.";

    private static final Set<Stage> MAIL = EnumSet.range(Stage.SENDER, Stage.DOT);
    private static final Set<Stage> BEFORE = EnumSet.range(Stage.CONNECT, Stage.HELLO);

    /** The first that fits holds. */
    private static final List<Row> ROWS = List.of(
            row(
                    Stage.GREETING,
                    "blocked|block list|blacklist|rbl|dnsbl|spam",
                    "The server takes nothing from this network, which is on a block list: log in on port 587, or use another"
                            + " network."),
            row(
                    BEFORE,
                    "^421|too many|exceeds the maximum|try again|busy",
                    "The server is busy or being maintained: later it may work."),
            row(
                    Stage.GREETING,
                    "^[45]",
                    "This server takes no mail: enter the name of the outgoing server as the provider gives it."),
            row(
                    Stage.GREETING,
                    "",
                    "This is no outgoing mail server: check its name and its port (587, or 465 with TLS)."),
            row(
                    Stage.HELLO,
                    "",
                    "The server does not accept the name by which this device introduces itself: set 'name'."),
            row(
                    Stage.STARTTLS,
                    "",
                    "The server cannot encrypt the connection at present, and nothing is sent without."),
            new Row(MAIL, Only.IN_CLEAR, words("starttls|encrypt|\\btls\\b|\\bssl\\b"), WANTS_TLS),
            new Row(EnumSet.of(Stage.LOGIN), Only.IN_CLEAR, words("encrypt|^538"), WANTS_TLS),
            new Row(EnumSet.of(Stage.RECIPIENT), Only.WITHOUT_LOGIN, words("relay"), NO_RELAY),
            new Row(
                    MAIL,
                    Only.WITHOUT_LOGIN,
                    words("^530|^5[0-9]{2} 5\\.7\\.(0|57) |auth|log ?in|logged|relay|anonymous|credential|sign in"),
                    WANTS_LOGIN),
            row(
                    Stage.LOGIN,
                    "application-specific|app(lication)?[ -]password|parol|authorization code|AUTH005|mail\\.qq\\.com",
                    APP_PASSWORD),
            row(
                    Stage.LOGIN,
                    "basic authentication is disabled|SmtpClientAuthentication|5\\.7\\.139",
                    "The provider takes no password from mail programs for this account: sign in on its page in the program, or"
                            + " ask the administrator to allow it."),
            row(
                    Stage.LOGIN,
                    "web browser|web ?login|5\\.7\\.14\\b",
                    "The provider blocks this login: sign in once on its web page, then send again."),
            row(
                    Stage.LOGIN,
                    "^525|disabled|suspended|not activated|no permission",
                    "The account may not send: ask the provider to enable it, or switch SMTP on in its settings."),
            row(
                    Stage.LOGIN,
                    "too many|locked|invalid logon attempts",
                    "There were too many logins: stop other devices that have an old password, and wait a while."),
            row(
                    Stage.LOGIN,
                    "^504|^534|mechanism|not supported",
                    "The server does not want this way of logging in: ask the provider which one it wants."),
            row(
                    Stage.LOGIN,
                    "^4",
                    "The server cannot check the login at present: later it may work, unless the password is wrong."),
            row(Stage.LOGIN, "token", "The sign-in has run out: sign in to the account again."),
            row(
                    Stage.LOGIN,
                    "",
                    "The server does not accept user name and password: enter them anew, for the outgoing server as well, or"
                            + " sign in again."),
            row(
                    Stage.RECIPIENT,
                    "too many recipients|4\\.5\\.3",
                    "The server takes no more recipients at once: the others are sent to in a further go."),
            row(
                    Stage.RECIPIENT,
                    "mailbox full|full|quota|[45]\\.2\\.2",
                    "The recipient's mailbox is full: tell them in another way."),
            row(MAIL, "storage|disk|4\\.3\\.1", "The server has no room for mail at present: later it may work."),
            row(MAIL, "^552 5\\.3\\.4|\\bsize\\b|too (big|large)|message length", TOO_LARGE),
            row(MAIL, "limit|quota|too much|too many|5\\.4\\.5", LIMIT),
            row(MAIL, "timeout|shutting down|^421|closing", "The server ended the connection: later it may work."),
            row(
                    MAIL,
                    "bare|smtplf|line end",
                    "The server says that the lines of the mail end wrongly: that is a defect of this program, tell its maker."),
            row(
                    Stage.DOT,
                    "not saved|queue file|retry later|^4",
                    "The server could not take the mail for now: later it may work."),
            row(
                    Stage.DOT,
                    "account|blocked|outbound",
                    "The server refuses mail from this account or network, whatever is in it: ask the provider."),
            row(
                    Stage.DOT,
                    "policy|policies|access denied",
                    "The server refuses the message as against its rules, for its content, its date or where it comes from:"
                            + " are date and time of this device right? If so, ask the provider."),
            row(
                    MAIL,
                    "not owned|own(ed)? (by|addr)|your addresses|send as|sender|from (address|domain)|identity|relaying disallowed",
                    NOT_YOURS),
            row(
                    Stage.SENDER,
                    "",
                    "The server refuses the sender's address: is it written right, and does it belong to the account?"),
            row(Stage.RECIPIENT, "^4", "The server puts this recipient off: later it may work."),
            row(
                    Stage.RECIPIENT,
                    "5\\.1\\.10|^556",
                    "The recipient's domain takes no mail: is the address written right?"),
            row(Stage.RECIPIENT, "", "The server refuses the recipient's address: is it written right?"),
            row(
                    Stage.DOT,
                    "",
                    "The server refuses the message itself: change the text, or leave links and attachments out."),
            row(EnumSet.allOf(Stage.class), "", "The server refuses the mail."));

    private Refusals() {}

    /** What a refusal means, at that stage of the dialogue. */
    static Problem explain(Stage stage, Answer answer, boolean loggedIn, boolean encrypted) {
        if (!answer.isNo() && stage != Stage.GREETING) {
            return Problem.later("The server's reply is invalid, and nobody can know what it means: tell its owner.")
                    .saying(answer.text());
        }
        String text = answer.text();
        Row row = ROWS.stream()
                .filter(each -> each.fits(stage, text, loggedIn, encrypted))
                .findFirst()
                .orElseThrow();
        return new Problem(next(stage, answer), row.meaning, text);
    }

    private static Next next(Stage stage, Answer answer) {
        if (answer.isForNow()) {
            return Next.LATER;
        }
        return stage == Stage.LOGIN ? Next.LOGIN : Next.CHANGE;
    }

    private static Row row(Stage stage, String words, String meaning) {
        return row(EnumSet.of(stage), words, meaning);
    }

    private static Row row(Set<Stage> stages, String words, String meaning) {
        return new Row(stages, null, words(words), meaning);
    }

    private static Pattern words(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /** On what condition a row holds. */
    private enum Only {
        IN_CLEAR,
        WITHOUT_LOGIN
    }

    private record Row(Set<Stage> stages, @Nullable Only only, Pattern words, String meaning) {
        boolean fits(Stage stage, String text, boolean loggedIn, boolean encrypted) {
            return stages.contains(stage)
                    && !(only == Only.IN_CLEAR && encrypted)
                    && !(only == Only.WITHOUT_LOGIN && loggedIn)
                    && words.matcher(text).find();
        }
    }
}
