package dev.norelay.standalone.grade;

import dev.norelay.conduct.Complaint;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Surfaced;
import dev.norelay.conduct.duty.Duties;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Complaints that are known and accepted. A file of lines {@code SCENARIO COMPLAINT}; {@code *} stands for every scenario;
 * behind {@code #} stands why. Immutable.
 *
 * @param entries in the file's order
 */
public record Baseline(List<Accepted> entries) {
    /** Nothing is accepted. */
    public static final Baseline EMPTY = new Baseline(List.of());

    private static final String EVERY = "*";

    /**
     * One line.
     *
     * @param line its number
     * @param scenario by name, or every
     * @param complaint its id
     */
    public record Accepted(int line, String scenario, String complaint) {
        boolean is(String name, String id) {
            return (scenario.equals(EVERY) || scenario.equals(name)) && complaint.equals(id);
        }

        private String words() {
            return "line " + line + ", " + scenario + " " + complaint;
        }
    }

    public Baseline {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if a line has not two words; it names the line
     * @throws IOException if there is no such file
     */
    public static Baseline read(Path file) throws IOException {
        List<Accepted> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.replaceFirst("(?:^|\\s)#.*", "").strip();
            if (!text.isEmpty()) {
                String[] words = text.split("\\s+", -1);
                if (words.length != 2) {
                    throw new IllegalArgumentException(file + ":" + number
                            + ": expected SCENARIO COMPLAINT, as in: relay-denied general; found: " + text);
                }
                entries.add(new Accepted(number, words[0], words[1]));
            }
        }
        return new Baseline(entries);
    }

    /** Whether that complaint is accepted there. */
    boolean accepts(String scenario, String complaint) {
        return entries.stream().anyMatch(entry -> entry.is(scenario, complaint));
    }

    /** Entries that accept nothing, and why, each in a sentence. */
    public List<String> unused(Collection<Graded> graded) {
        Set<String> complaints = complaints();
        Set<String> played = new TreeSet<>();
        graded.forEach(each -> played.add(each.story().name()));
        List<String> unused = new ArrayList<>();
        for (Accepted entry : entries) {
            String name = entry.scenario();
            if (!complaints.contains(entry.complaint())) {
                unused.add(entry.words() + ": there is no such complaint; there are " + String.join(", ", complaints));
            } else if (!name.equals(EVERY)
                    && !played.contains(name)
                    && !Catalogue.names().contains(name)) {
                unused.add(entry.words() + ": there is no such scenario");
            } else if (graded.stream().noneMatch(each -> each.isAbout(entry)) && isJudged(name, graded)) {
                unused.add(entry.words() + ": this complaint did not come up; the line can go");
            }
        }
        return unused;
    }

    private static boolean isJudged(String name, Collection<Graded> graded) {
        return name.equals(EVERY)
                || graded.stream()
                        .anyMatch(
                                each -> each.story().name().equals(name) && each.status() != Graded.Status.NOT_JUDGED);
    }

    /** All that can be complained of. */
    static Set<String> complaints() {
        Set<String> ids = new TreeSet<>(Set.of(
                Complaint.STILL_FAILS, Complaint.LOST, Complaint.DUPLICATE, Graded.HANGS, Graded.EXIT_CODE_ZERO));
        for (Surfaced level : Surfaced.values()) {
            if (level.compareTo(Surfaced.CAUSE) < 0) {
                ids.add(level.id());
            }
        }
        Duties.kinds().stream().map(Kind::id).forEach(ids::add);
        return ids;
    }
}
