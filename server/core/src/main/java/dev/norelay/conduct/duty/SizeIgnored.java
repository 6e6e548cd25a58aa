package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** The reply to EHLO lists a SIZE, the message that was sent is larger, and its size was not declared at MAIL. */
final class SizeIgnored extends Duty {
    SizeIgnored() {
        super(
                new Kind(
                        "size-ignored",
                        Severity.DOUBTFUL,
                        "sends a message that is larger than the server said it takes",
                        "RFC 1870 §3, §6.1",
                        "compares the message with the SIZE that the reply to EHLO lists, or declares its size at MAIL, before it sends anything"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            if (isDeclared(mailing)) {
                continue; // the server knew at MAIL, and could have said no
            }
            Turn content = mailing.content().orElse(null);
            long most = most(mailing.mail().standing());
            long size = content == null ? 0 : content.content().orElseThrow().size();
            if (content != null && most > 0 && size > most) {
                found.add(finding(
                        "a message of " + size + " octets was sent to a server that takes " + most,
                        Evidence.of(mailing.mail().standing().offer(), List.of(content))));
            }
        }
    }

    private static boolean isDeclared(Mailing mailing) {
        String size = mailing.parameters().getOrDefault("SIZE", "");
        long most = most(mailing.mail().standing());
        return size.matches("[0-9]{1,18}") && Long.parseLong(size) > most;
    }

    /** RFC 1870 §4: 0, or no number, is no limit. */
    private static long most(Standing standing) {
        List<String> said = standing.parameters("SIZE");
        return said.size() == 1 && said.get(0).matches("[0-9]{1,18}") ? Long.parseLong(said.get(0)) : 0;
    }
}
