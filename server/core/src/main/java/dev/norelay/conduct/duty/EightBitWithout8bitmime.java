package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;
import java.util.Map;

/** A message has octets above 127, and neither BODY=8BITMIME nor SMTPUTF8 was said at MAIL. */
final class EightBitWithout8bitmime extends Duty {
    EightBitWithout8bitmime() {
        super(new Kind(
                "eight-bit-without-8bitmime",
                Severity.BREACH,
                "sends octets beyond US-ASCII without having negotiated 8BITMIME",
                "RFC 5321 §2.4, RFC 6152 §3",
                "says BODY=8BITMIME where the server offers 8BITMIME, and encodes the text where it does not"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            Map<String, String> said = mailing.parameters();
            boolean negotiated = "8BITMIME".equalsIgnoreCase(said.get("BODY"))
                    || !mailing.isInLines()
                    || said.containsKey("SMTPUTF8");
            history.letter(mailing)
                    .filter(letter -> !negotiated && letter.eightBit().isPresent())
                    .ifPresent(letter -> found.add(finding(
                            "the message has octets beyond US-ASCII and was not declared as such: \""
                                    + letter.eightBit().orElse("") + "\"",
                            Evidence.of(mailing.mail(), mailing.content().orElseThrow()))));
        }
    }
}
