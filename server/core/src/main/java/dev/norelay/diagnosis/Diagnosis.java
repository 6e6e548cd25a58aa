package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.scenario.Cause;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why mail could not be sent. Its text form is a short report for a person, secrets masked.
 *
 * @param cause the likeliest
 * @param alternatives what it could also be, likelier ones first; empty where the cause is sure
 * @param evidence what the cause was found from, in order; empty where nobody connected
 * @param explanation how it was found and how sure it is, in a person's words
 * @param remedy what mends it, in a person's words
 * @param seen what people see, by client; empty where that is not known
 */
public record Diagnosis(
        Cause cause,
        List<Cause> alternatives,
        List<Entry> evidence,
        String explanation,
        String remedy,
        Map<String, String> seen) {
    public Diagnosis {
        alternatives = List.copyOf(alternatives);
        evidence = List.copyOf(evidence);
        seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    }

    /** The same with one more sentence behind its explanation. */
    public Diagnosis remarking(String remark) {
        return new Diagnosis(cause, alternatives, evidence, explanation + " (" + remark + ".)", remedy, seen);
    }

    /** The report, without a line end behind its last line. */
    @Override
    public String toString() {
        return Report.of(this);
    }
}
