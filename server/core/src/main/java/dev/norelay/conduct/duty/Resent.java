package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Messages that were taken over and came again, in the same phase of the story, for somebody who has them. */
final class Resent {
    /**
     * A mail that came again.
     *
     * @param recipients who has it twice
     */
    record Again(Mailing first, Mailing second, Set<String> recipients) {
        String who() {
            return recipients.stream().map(path -> "<" + path + ">").collect(Collectors.joining(", "));
        }

        List<Entry> evidence() {
            List<Entry> evidence = new ArrayList<>(first.content().orElseThrow().withReply());
            evidence.add(second.mail().said());
            evidence.addAll(second.content().orElseThrow().withReply());
            return evidence;
        }
    }

    private Resent() {}

    /** The client had heard that the server has the first one. Without a Message-ID, two equal mails may be meant. */
    static List<Again> acknowledged(History history) {
        return again(history, content -> content.certainlyHears(2), Letter::messageId);
    }

    /** The answer to the first one was lost. */
    static List<Again> unanswered(History history) {
        return again(history, content -> content.last() && !content.hears(2), letter -> Optional.of(letter.identity()));
    }

    private static List<Again> again(History history, Predicate<Turn> wanted, Identity identity) {
        Map<List<Object>, List<Mailing>> same = new LinkedHashMap<>();
        for (Mailing mailing : history.mailings()) {
            int phase = history.phaseNumber(mailing.mail().said());
            history.letter(mailing)
                    .flatMap(identity::of)
                    .ifPresent(id -> same.computeIfAbsent(List.of(phase, id), first -> new ArrayList<>())
                            .add(mailing));
        }
        List<Again> found = new ArrayList<>();
        same.values().forEach(each -> again(each, wanted, found));
        return found;
    }

    /** Each one is told once: beside the newest of those before it that somebody has, too. */
    private static void again(List<Mailing> same, Predicate<Turn> wanted, List<Again> found) {
        for (int i = 1; i < same.size(); i++) {
            Mailing second = same.get(i);
            for (int j = i - 1; j >= 0; j--) {
                Mailing first = same.get(j);
                Set<String> both = new LinkedHashSet<>(first.accepted());
                both.retainAll(second.accepted());
                if (!both.isEmpty() && wanted.test(first.content().orElseThrow())) {
                    found.add(new Again(first, second, both));
                    break;
                }
            }
        }
    }

    /** What makes a message the same. */
    private interface Identity {
        Optional<String> of(Letter letter);
    }
}
