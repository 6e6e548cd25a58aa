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
 * @param complaints what was wrong; empty where all is well
 * @param goodClient what a good client does in this story, each to be read behind "A good client"
 * @param transcript of all dialogues
 */
public record Verdict(
        String scenario,
        List<Attempt> attempts,
        Diagnosis diagnosis,
        List<Finding> findings,
        Map<String, Integer> copies,
        List<Complaint> complaints,
        List<String> goodClient,
        String transcript) {
    public Verdict {
        attempts = List.copyOf(attempts);
        findings = List.copyOf(findings);
        copies = Map.copyOf(copies);
        complaints = List.copyOf(complaints);
        goodClient = List.copyOf(goodClient);
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
        List<Complaint> complaints = new ArrayList<>();
        for (Attempt attempt : attempts) {
            complaints.addAll(complaints(story, attempt));
        }
        complaints.addAll(complaints(story, copies));
        findings.stream()
                .filter(Finding::isBreach)
                .map(breach -> new Complaint(breach.id(), breach.inShort()))
                .forEach(complaints::add);
        return new Verdict(
                story.name(), attempts, diagnosis, findings, copies, complaints, GoodClient.in(story), transcript);
    }

    private static List<Complaint> complaints(Scenario story, Attempt attempt) {
        String where = "in phase " + attempt.phase() + " ";
        String happened = happened(attempt);
        List<Complaint> complaints = new ArrayList<>();
        if (attempt.surfaced() == Surfaced.SILENT) {
            complaints.add(new Complaint(
                    Complaint.SILENT, where + "it behaved as if the mail had been sent, but " + happened));
        } else if (attempt.surfaced() == Surfaced.WORDLESS) {
            complaints.add(new Complaint(Complaint.WORDLESS, where + "it failed without a word; " + happened));
        } else if (attempt.phase().equals(Phase.FIXED) && attempt.failed()) {
            complaints.add(new Complaint(
                    Complaint.STILL_FAILS,
                    "with the remedy done (" + story.remedy().strip() + ") it still failed: " + attempt.shown()));
        }
        return complaints;
    }

    private static String happened(Attempt attempt) {
        return attempt.refused()
                .map(reply -> "the server had said: " + oneLine(reply))
                .orElse("the server had not taken it");
    }

    private static List<Complaint> complaints(Scenario story, Map<String, Integer> copies) {
        int wanted = story.fixed().mail().count();
        List<Complaint> complaints = new ArrayList<>();
        copies.forEach((recipient, times) -> {
            if (times > wanted) {
                complaints.add(new Complaint(
                        Complaint.DUPLICATE, recipient + " has the mail " + times + " times, not " + wanted));
            } else if (times < wanted && story.expectation().delivers() == Delivers.ONCE) {
                complaints.add(new Complaint(
                        Complaint.LOST,
                        times == 0
                                ? recipient + " never got the mail: it was lost"
                                : recipient + " got " + times + " mails of " + wanted + ": the others were lost"));
            }
        });
        return complaints;
    }

    private static String oneLine(Reply reply) {
        return String.join(" / ", reply.toString().strip().lines().toList());
    }

    /** What was wrong, each in a sentence; empty where all is well. */
    public List<String> problems() {
        return complaints.stream().map(Complaint::sentence).toList();
    }

    /** Whether there is nothing to complain of. */
    public boolean isGood() {
        return complaints.isEmpty();
    }

    /**
     * The same, asking more of what the client said. One that says "Oops" is good enough for {@link #assertGood()}; of a
     * program that is to name reasons ask for {@link Surfaced#REPLY} or {@link Surfaced#CAUSE}.
     *
     * @param least how well it had to tell of each failure; its id is the complaint's where it told worse
     */
    public Verdict requiring(Surfaced least) {
        List<Complaint> all = new ArrayList<>(complaints);
        for (Attempt attempt : attempts) {
            Surfaced level = attempt.surfaced();
            if (level.compareTo(Surfaced.WORDLESS) > 0 && level.compareTo(least) < 0) {
                all.add(new Complaint(
                        level.id(),
                        "in phase " + attempt.phase() + " it only " + level.sentence() + "; asked for is a client that "
                                + least.sentence() + "; " + happened(attempt)));
            }
        }
        return new Verdict(scenario, attempts, diagnosis, findings, copies, all, goodClient, transcript);
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
        problems().forEach(problem -> text.append("\n  - ").append(problem));
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
        text.append("\ndiagnosis: ").append(diagnosis);
        if (!isGood()) {
            goodClient.forEach(does -> text.append("\na good client ").append(does));
        }
        return text.toString();
    }
}
