package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.journal.Entry;
import java.util.List;

/** One duty of a client. Guesses nothing: where the entries cannot tell, it finds nothing. */
abstract class Duty {
    private final Kind kind;

    Duty(Kind kind) {
        this.kind = kind;
    }

    final Kind kind() {
        return kind;
    }

    /** Where it was not done. */
    abstract void judge(History history, List<Finding> found);

    final Finding finding(String sentence, Entry... evidence) {
        return Finding.of(kind, sentence, List.of(evidence));
    }

    final Finding finding(String sentence, List<Entry> evidence) {
        return Finding.of(kind, sentence, evidence);
    }
}
