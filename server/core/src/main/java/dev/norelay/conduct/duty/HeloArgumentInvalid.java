package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.SyntaxError;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The argument of EHLO or HELO is neither a domain nor an address literal. */
final class HeloArgumentInvalid extends Duty {
    /** RFC 5321 §4.1.2. */
    private static final Pattern DOMAIN =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

    /** RFC 5321 §4.1.3; of what stands behind a tag only the characters are looked at. */
    private static final Pattern LITERAL =
            Pattern.compile("\\[([0-9]{1,3}(\\.[0-9]{1,3}){3}|[A-Za-z0-9-]*[A-Za-z0-9]:[\\x21-\\x5a\\x5e-\\x7e]+)]");

    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    HeloArgumentInvalid() {
        super(new Kind(
                "helo-argument-invalid",
                Severity.BREACH,
                "introduces itself with something that is no name of a host",
                "RFC 5321 §4.1.1.1, §2.3.5",
                "says its full host name, or its address in brackets, as [192.0.2.1] and [IPv6:2001:db8::1]"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            dialogue.turns().stream()
                    .filter(HeloArgumentInvalid::isInvalid)
                    .findFirst()
                    .ifPresent(turn -> found.add(finding("\"" + turn.line() + "\" names no host", turn.withReply())));
        }
    }

    private static boolean isInvalid(Turn turn) {
        Optional<String> name = turn.as(Command.Ehlo.class)
                .map(Command.Ehlo::domain)
                .or(() -> turn.as(Command.Helo.class).map(Command.Helo::domain));
        boolean missing = turn.as(Command.Malformed.class)
                .filter(wrong -> wrong.moment() == Moment.EHLO && wrong.error() == SyntaxError.ARGUMENTS)
                .isPresent();
        return missing || name.filter(each -> !isHost(each)).isPresent();
    }

    private static boolean isHost(String name) {
        return LITERAL.matcher(name).matches()
                || (DOMAIN.matcher(name).matches() && !ADDRESS.matcher(name).matches());
    }
}
