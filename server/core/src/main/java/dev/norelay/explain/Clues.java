package dev.norelay.explain;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Scenario;
import dev.norelay.smtp.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that a text can be recognised by. Immutable. */
final class Clues {
    /** Words beyond that tell no more. */
    private static final int TELLING = 10;
    /** So few words are said by chance, unless their code is there too or nothing else is. */
    private static final int FEW = 2;

    private static final int SHORT_TEXT = 8;
    private static final int MOST_CODES = 6;
    /** The same words with another code are less, and yet the same words. */
    private static final double NEARLY = 2;

    private static final double BASIC = 3;
    private static final double ENHANCED = 4.5;
    /** A code means more where it is known what was refused with it. */
    private static final double AT_A_MOMENT = 3;

    private final Finds finds;
    private final Codes codes;

    private Clues(List<Saying> servers, List<Saying> clients) {
        List<Saying> all = new ArrayList<>(servers);
        all.addAll(clients);
        this.finds = new Finds(all);
        this.codes = new Codes(servers);
    }

    /** Those of the catalogue. */
    static Clues ofCatalogue(List<Scenario> scenarios) {
        return of(Sayings.ofServers(), scenarios);
    }

    /** With other replies of servers than the catalogue's. */
    static Clues of(List<Saying> servers, List<Scenario> scenarios) {
        List<Saying> clients = new ArrayList<>(Sayings.ofClients());
        clients.addAll(Sayings.ofStories(scenarios));
        return new Clues(servers, clients);
    }

    /**
     * What is recognised in a text, the weightiest first.
     *
     * @param at the moment at which it was said; null if that is not known
     */
    List<Clue> in(String text, @Nullable Moment at) {
        Words words = Words.of(text);
        List<Finds.Find> found = finds.in(words.words()).stream()
                .filter(find -> isTelling(find, words))
                .toList();
        Moment moment = at == null ? told(found) : at;
        List<Clue> clues = new ArrayList<>(sayings(found, words, moment));
        List<Code> last = words.codes()
                .subList(
                        Math.max(0, words.codes().size() - MOST_CODES),
                        words.codes().size());
        for (Code code : last) {
            Clue clue = codes.clue(
                    code, moment, (code.enhanced().isEmpty() ? BASIC : ENHANCED) + (moment == null ? 0 : AT_A_MOMENT));
            if (!clue.causes().isEmpty()) {
                clues.add(clue);
            }
        }
        clues.sort(Comparator.comparingDouble(Clue::weight).reversed());
        return clues;
    }

    private static boolean isTelling(Finds.Find find, Words words) {
        Saying saying = find.saying();
        return saying.kind() == Clue.Kind.CLIENT
                || find.place().found() > FEW
                || (words.words().size() <= SHORT_TEXT && find.place().found() == FEW)
                || agreement(saying.code(), words.codes()) > 0;
    }

    /** The moment of which a client's words tell. */
    private static @Nullable Moment told(List<Finds.Find> found) {
        return found.stream()
                .filter(find -> find.saying().kind() == Clue.Kind.CLIENT)
                .filter(find -> find.saying().moment() != null)
                .max(Comparator.comparingInt(find -> find.place().found()))
                .map(find -> find.saying().moment())
                .orElse(null);
    }

    /** The same words are one clue, whoever says them. */
    private static List<Clue> sayings(List<Finds.Find> found, Words words, @Nullable Moment moment) {
        Map<List<?>, List<Finds.Find>> same = new LinkedHashMap<>();
        for (Finds.Find find : found) {
            Saying saying = find.saying();
            same.computeIfAbsent(
                            List.of(
                                    saying.kind(),
                                    saying.phrase().fragments(),
                                    saying.scenario().isEmpty()),
                            absent -> new ArrayList<>())
                    .add(find);
        }
        return same.values().stream().map(group -> clue(group, words, moment)).toList();
    }

    private static Clue clue(List<Finds.Find> group, Words words, @Nullable Moment moment) {
        double weight = group.stream()
                .mapToDouble(find -> weight(find, words, moment))
                .max()
                .orElse(0);
        List<Saying> best = group.stream()
                .filter(find -> weight(find, words, moment) >= weight - NEARLY)
                .map(Finds.Find::saying)
                .toList();
        Set<String> whose = new TreeSet<>();
        Set<String> sources = new TreeSet<>();
        Map<Cause, Double> votes = new EnumMap<>(Cause.class);
        for (Saying saying : best) {
            whose.add(saying.whose());
            sources.add(saying.source());
            for (int rank = 0; rank < saying.causes().size(); rank++) {
                votes.merge(saying.causes().get(rank), 1.0 / (rank + 1), Double::sum);
            }
        }
        List<Cause> causes = votes.entrySet().stream()
                .sorted(Map.Entry.<Cause, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        Saying first = best.get(0);
        return new Clue(first.kind(), first.text(), List.copyOf(whose), List.copyOf(sources), causes, weight);
    }

    private static double weight(Finds.Find find, Words words, @Nullable Moment moment) {
        Saying saying = find.saying();
        int found = Math.min(find.place().found(), TELLING);
        if (saying.kind() == Clue.Kind.CLIENT) {
            return 2 + 0.7 * found;
        }
        double atMoment = moment == null || saying.moment() == null ? 0 : moment == saying.moment() ? 2 : -1;
        return 4 + found + agreement(saying.code(), words.codes()) + atMoment;
    }

    /** Whether the codes speak for or against a reply. */
    private static double agreement(Code said, List<Code> heard) {
        double agreement = 0;
        if (heard.stream().anyMatch(code -> !code.basic().isEmpty())) {
            agreement += heard.stream().anyMatch(code -> code.basic().equals(said.basic())) ? 3 : -1;
        }
        if (!said.enhanced().isEmpty()
                && heard.stream().anyMatch(code -> !code.enhanced().isEmpty())) {
            boolean same = heard.stream().anyMatch(code -> Objects.equals(code.enhanced(), said.enhanced()));
            agreement += same ? 3 : -1;
        }
        return agreement;
    }
}
