package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.smtp.Command;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A response was broken where encoders for MIME break lines, and the rest came as a line of its own. */
final class AuthBase64Wrapped extends Duty {
    /** RFC 2045 §6.8, RFC 1421 §4.3.2.4, and what some encoders do. */
    private static final Set<Integer> LENGTHS = Set.of(76, 64, 72, 60);

    AuthBase64Wrapped() {
        super(new Kind(
                "auth-base64-wrapped",
                Severity.BREACH,
                "breaks the base64 of a login into lines",
                "RFC 4954 §4, RFC 4648 §3.1",
                "sends each response as one line, however long it is"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        history.turns()
                .filter(turn -> turn.overtakes() && isRest(turn) && turn.before() != null && isFull(turn.before()))
                .forEach(turn -> found.add(
                        finding("the base64 of the login was broken into lines", Evidence.of(turn.before(), turn))));
    }

    /** What comes behind is no command, or is taken for the next response. */
    private static boolean isRest(Turn turn) {
        return turn.is(Command.Unrecognized.class) || turn.is(Command.AuthResponse.class);
    }

    private static boolean isFull(Turn turn) {
        Optional<String> text = turn.as(Command.Auth.class)
                .map(Command.Auth::initialResponse)
                .or(() -> turn.as(Command.AuthResponse.class).map(Command.AuthResponse::base64));
        return text.filter(each -> LENGTHS.contains(each.length()) && each.matches("[A-Za-z0-9+/]+"))
                .isPresent();
    }
}
