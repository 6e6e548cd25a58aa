package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The Date field is more than a day away from the server's clock. */
final class DateFarFromNow extends Duty {
    private static final Duration FAR = Duration.ofDays(1);

    DateFarFromNow() {
        super(new Kind(
                "date-far-from-now",
                Severity.NOTE,
                "dates a message far from now",
                "RFC 5322 §3.6.1",
                "dates a message when it is finished; where the clock is wrong, certificates are refused too"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            history.letter(mailing).flatMap(letter -> letter.field("Date")).ifPresent(date -> {
                Turn content = mailing.content().orElseThrow();
                if (isFar(date, content.said().time()) && isFar(date, history.time(content.said()))) {
                    found.add(finding(
                            "the message was sent on "
                                    + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            content.said().time().atOffset(ZoneOffset.UTC))
                                    + ", and says Date: " + date,
                            content.withReply()));
                }
            });
        }
    }

    /** What is no date in the form of RFC 5322 §3.3 tells nothing. */
    private static boolean isFar(String date, Instant now) {
        try {
            String plain = date.replaceAll("\\s*\\([^()]*\\)", "")
                    .replaceAll("\\s+", " ")
                    .strip();
            Instant said = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(plain));
            return Duration.between(said, now).abs().compareTo(FAR) > 0;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
