package dev.norelay.conduct;

import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Expectation.Delivers;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a client did its duty through a whole story: it must fail where the server refuses and say so, keep the mail,
 * and deliver it as the story expects once the remedy is done. Its text form is a short report, secrets masked.
 *
 * @param scenario by name
 * @param attempts in order
 * @param diagnosis of the failure with the wrong settings
 * @param findings in what it did not do its duty towards the server; the breaches are among the problems
 * @param copies how often each recipient has the mail now
 * @param problems what was wrong, each in a sentence; empty where all is well
 * @param transcript of all dialogues
 */
public record Verdict(
        String scenario,
        List<Attempt> attempts,
        Diagnosis diagnosis,
        List<Finding> findings,
        Map<String, Integer> copies,
        List<String> problems,
        String transcript) {
    public Verdict {
        attempts = List.copyOf(attempts);
        findings = List.copyOf(findings);
        copies = Map.copyOf(copies);
        problems = List.copyOf(problems);
    }

    /** Judges the attempts at a story. */
    public static Verdict of(
            Scenario story,
            List<Attempt> attempts,
            Diagnosis diagnosis,
            List<Finding> findings,
            List<Message> messages,
            String transcript) {
        Map<String, Integer> copies = new LinkedHashMap<>();
        story.fixed().mail().to().forEach(recipient -> copies.put(recipient, 0));
        messages.forEach(
                message -> message.recipients().forEach(recipient -> copies.merge(recipient, 1, Integer::sum)));
        List<String> problems = new ArrayList<>();
        for (Attempt attempt : attempts) {
            problems.addAll(problems(story, attempt));
        }
        problems.addAll(problems(story, copies));
        findings.stream().filter(Finding::isBreach).map(Finding::inShort).forEach(problems::add);
        return new Verdict(story.name(), attempts, diagnosis, findings, copies, problems, transcript);
    }

    private static List<String> problems(Scenario story, Attempt attempt) {
        String where = "in phase " + attempt.phase() + " ";
        String happened = attempt.refused()
                .map(reply -> "the server had said: " + oneLine(reply))
                .orElse("the server had not taken it");
        List<String> problems = new ArrayList<>();
        if (attempt.surfaced() == Surfaced.SILENT) {
            problems.add(where + "it behaved as if the mail had been sent, but " + happened);
        } else if (attempt.surfaced() == Surfaced.WORDLESS) {
            problems.add(where + "it failed without a word; " + happened);
        } else if (attempt.phase().equals(Phase.FIXED) && attempt.failed()) {
            problems.add("with the remedy done (" + story.remedy().strip() + ") it still failed: " + attempt.shown());
        }
        return problems;
    }

    private static List<String> problems(Scenario story, Map<String, Integer> copies) {
        int wanted = story.fixed().mail().count();
        List<String> problems = new ArrayList<>();
        copies.forEach((recipient, times) -> {
            if (times > wanted) {
                problems.add(recipient + " has the mail " + times + " times, not " + wanted);
            } else if (times < wanted && story.expectation().delivers() == Delivers.ONCE) {
                problems.add(
                        times == 0
                                ? recipient + " never got the mail: it was lost"
                                : recipient + " got " + times + " mails of " + wanted + ": the others were lost");
            }
        });
        return problems;
    }

    private static String oneLine(Reply reply) {
        return String.join(" / ", reply.toString().strip().lines().toList());
    }

    /** Whether there is nothing to complain of. */
    public boolean isGood() {
        return problems.isEmpty();
    }

    /** How well the failure with the wrong settings was told. */
    public Surfaced surfaced() {
        return attempts.isEmpty() ? Surfaced.NOTHING : attempts.get(0).surfaced();
    }

    /** What the user was told when the mail failed with the wrong settings; empty where nothing was, or nothing is known. */
    public String shown() {
        return attempts.isEmpty() ? "" : attempts.get(0).shown();
    }

    /**
     * That there is nothing to complain of.
     *
     * @return this
     * @throws AssertionError with all that was wrong, the diagnosis and the transcript
     */
    public Verdict assertGood() {
        if (!isGood()) {
            throw new AssertionError(this + "\n" + transcript);
        }
        return this;
    }

    /** The report, without a line end behind its last line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("the client ")
                .append(isGood() ? "did well" : "did not do its duty")
                .append(" in ")
                .append(scenario);
        problems.forEach(problem -> text.append("\n  - ").append(problem));
        findings.stream()
                .filter(finding -> !finding.isBreach())
                .forEach(finding -> text.append("\n  . ").append(finding.inShort()));
        if (!shown().isBlank()) {
            text.append("\nit said: ")
                    .append(shown())
                    .append(" (")
                    .append(surfaced().id())
                    .append(')');
        }
        return text.append("\ndiagnosis: ").append(diagnosis).toString();
    }
}
