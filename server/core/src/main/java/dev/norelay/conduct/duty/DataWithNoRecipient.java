package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Entry;
import dev.norelay.smtp.Command;
import java.util.ArrayList;
import java.util.List;

/** DATA was said when it was known that nobody would get the message. */
final class DataWithNoRecipient extends Duty {
    DataWithNoRecipient() {
        super(new Kind(
                "data-with-no-recipient",
                Severity.DOUBTFUL,
                "sends DATA though no recipient was accepted",
                "RFC 5321 §3.3, RFC 2920 §3.1",
                "gives the transaction up with RSET or QUIT when all recipients are refused"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            mailing.data()
                    .filter(data -> data.is(Command.Data.class) && !data.pipelined())
                    .filter(data -> mailing.mail().code() / 100 == 2 && isKnown(mailing))
                    .ifPresent(data -> found.add(finding(
                            "DATA was said though "
                                    + (mailing.rcpts().isEmpty() ? "nobody was named" : "all recipients were refused"),
                            evidence(mailing, data))));
        }
    }

    private static boolean isKnown(Mailing mailing) {
        return mailing.rcpts().stream().allMatch(rcpt -> rcpt.hears(4) || rcpt.hears(5));
    }

    private static List<Entry> evidence(Mailing mailing, Turn data) {
        List<Entry> evidence = new ArrayList<>();
        mailing.rcpts().forEach(rcpt -> evidence.addAll(rcpt.withReply()));
        evidence.add(data.said());
        return evidence;
    }
}
