package dev.norelay.diagnosis;

import dev.norelay.journal.Event;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import java.util.Set;

/** Tells replies that SMTP does not know. */
final class OddReplies {
    private OddReplies() {}

    /**
     * Whether a client need not understand a reply: its octets are none of SMTP's (RFC 5321 §4.2), its lines have different codes (RFC 5321 §4.2.1), its code is out of
     * range (§4.2), or it says yes in a way that is not known at its moment (§4.3.2).
     *
     * @param chunk whether it answers BDAT (RFC 3030 §2)
     */
    static boolean isOdd(Event.ReplySent sent, boolean chunk) {
        Reply reply = sent.reply();
        int code = reply.code();
        boolean mixed = reply.lines().stream().anyMatch(line -> line.code() != code);
        return sent.octets() != null
                || mixed
                || code < 200
                || code > 599
                || (reply.isPositive() && !known(sent.moment(), chunk, code));
    }

    private static boolean known(Moment moment, boolean chunk, int code) {
        Set<Integer> yes = switch (moment) {
            case CONNECT, STARTTLS -> Set.of(220);
            case EHLO, MAIL, END_OF_DATA -> Set.of(250);
            case AUTH -> Set.of(235, 334); // RFC 4954 §4, §6
            case RCPT -> Set.of(250, 251);
            case DATA -> Set.of(chunk ? 250 : 354);
            default -> Set.of();
        };
        return yes.isEmpty() || yes.contains(code);
    }
}
