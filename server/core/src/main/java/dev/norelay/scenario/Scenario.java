package dev.norelay.scenario;

import dev.norelay.session.Action;
import dev.norelay.session.Security;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A named story: a server, what it does wrong, the person's settings, the remedy, and what a good client does.
 *
 * @param name by which it is found
 * @param title in one sentence
 * @param diagnosis the causes behind each other, the first one first; may be empty
 * @param cause in a person's words
 * @param remedy in a person's words
 * @param seen what people see, by client
 * @param tags for choosing
 * @param sources where it was met
 * @param phases in the order in which remedies lead through them, {@code broken} first; others behind them
 * @param steps the names of the phases that {@code fix()} leads through, in order, without {@code broken}
 * @param rules in order, those of single phases first
 * @param expectation what a good client does
 */
public record Scenario(
        String name,
        String title,
        List<Cause> diagnosis,
        String cause,
        String remedy,
        Map<String, String> seen,
        List<String> tags,
        List<String> sources,
        Map<String, Phase> phases,
        List<String> steps,
        List<Rule> rules,
        Expectation expectation) {
    /** Faults behind which a client waits. */
    private static final Set<String> WAITING = Set.of("pause", "stall");

    public Scenario {
        diagnosis = List.copyOf(diagnosis);
        seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
        tags = List.copyOf(tags);
        sources = List.copyOf(sources);
        phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
        steps = List.copyOf(steps);
        rules = List.copyOf(rules);
        if (!phases.containsKey(Phase.BROKEN) || !phases.keySet().containsAll(steps)) {
            throw new IllegalArgumentException("a scenario has the phase broken and one for each step: " + steps);
        }
    }

    /** The phase with that name. */
    public Phase phase(String phase) {
        Phase found = phases.get(phase);
        if (found == null) {
            throw new IllegalArgumentException(
                    "scenario " + name + " has no phase " + phase + "; it has " + phases.keySet());
        }
        return found;
    }

    /** How things stand at first. */
    public Phase broken() {
        return phase(Phase.BROKEN);
    }

    /** How things stand after the last remedy. */
    public Phase fixed() {
        return phase(Phase.FIXED);
    }

    /**
     * Whether somebody in it does not answer, or late: a client waits until its own time-out, whose minimum is minutes (RFC
     * 5321 §4.5.3.2).
     */
    public boolean keepsWaiting() {
        Phase broken = broken();
        Listener met = broken.server().listeners().get(broken.client().listener());
        boolean silent = met != null
                && (met.service() != Listener.Service.SMTP
                        || (met.security() == Security.TLS && broken.client().security() != Security.TLS));
        return silent
                || rules.stream()
                        .flatMap(rule -> rule.then().stream())
                        .anyMatch(action -> action instanceof Action.Enact enact
                                && WAITING.contains(enact.fault().id()));
    }
}
