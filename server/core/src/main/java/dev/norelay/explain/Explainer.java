package dev.norelay.explain;

import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.explain.Dialogue.Exchange;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.smtp.Moment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Explains what a mail program said when a mail could not be sent: a code, a line, or a whole transcript. It works from
 * the catalogue's tables alone, in time that grows with the text. Immutable; may be used by many threads.
 */
public final class Explainer {
    /** Words that weigh so much were said whole, by somebody who is known to say so. */
    private static final double CLEAR = 8;

    private static final double COURSE = 60;
    private static final double COURSE_WITHOUT_REASON = 6;

    /** Causes that no waiting heals. */
    private static final Set<Cause> FOR_GOOD = EnumSet.of(
            Cause.LOGIN_MISSING,
            Cause.CREDENTIALS_WRONG,
            Cause.PASSWORD_STALE,
            Cause.APP_PASSWORD_NEEDED,
            Cause.ACCOUNT_BLOCKED,
            Cause.TLS_NEEDED,
            Cause.LOGIN_NEEDS_TLS,
            Cause.SENDER_REFUSED,
            Cause.TOO_LARGE);
    /** Causes that pass by themselves. */
    private static final Set<Cause> FOR_NOW = EnumSet.of(Cause.GREYLISTED, Cause.SERVER_BUSY);

    private final Clues clues;
    private final Stories stories;

    private Explainer(Clues clues, Stories stories) {
        this.clues = clues;
        this.stories = stories;
    }

    /** One that knows what the catalogue knows. */
    public static Explainer ofCatalogue() {
        return of(Sayings.ofServers());
    }

    /** One that knows other replies of servers. */
    static Explainer of(List<Saying> servers) {
        List<Scenario> scenarios = Catalogue.all();
        return new Explainer(Clues.of(servers, scenarios), new Stories(scenarios, Catalogue.dialects(), servers));
    }

    /**
     * What a text probably means.
     *
     * @param pasted anything; what is no text of a mail program's is not known
     */
    public Explanation explain(String pasted) {
        Optional<Dialogue> dialogue = Dialogue.of(pasted);
        List<Clue> found = dialogue.map(this::inDialogue).orElseGet(() -> clues.in(pasted, null));
        List<Ranking.Ranked> ranked = Ranking.of(found);
        List<Likely> causes = new ArrayList<>();
        for (int rank = 0; rank < ranked.size(); rank++) {
            Ranking.Ranked each = ranked.get(rank);
            causes.add(new Likely(
                    each.cause(),
                    Ranking.confidence(ranked, rank),
                    each.because(),
                    each.cause() == Cause.NONE ? List.of() : stories.of(each.cause(), each.because())));
        }
        return new Explanation(
                causes,
                dialogue.map(each -> each.format().title()).orElse(""),
                dialogue.map(Course::summary).orElse(""),
                notes(causes, found));
    }

    /** The words of its refusals and its program's remarks, and what happened in it. */
    private List<Clue> inDialogue(Dialogue dialogue) {
        List<Clue> found = new ArrayList<>(clues.in(dialogue.notes(), null));
        Optional<Exchange> decisive = decisive(dialogue);
        decisive.ifPresent(exchange -> found.addAll(inReply(exchange)));
        Course.diagnosis(dialogue, exchange -> reason(exchange)).ifPresent(diagnosis -> {
            boolean reasoned = diagnosis.cause() == Cause.NONE
                    || decisive.flatMap(exchange -> reason(exchange).filter(cause -> Course.tellsMore(cause, exchange)))
                            .isPresent();
            found.add(course(diagnosis, decisive, reasoned ? COURSE : COURSE_WITHOUT_REASON));
        });
        return found;
    }

    /** The first refusal that is no consequence of another, of the last try. */
    private static Optional<Exchange> decisive(Dialogue dialogue) {
        return dialogue.exchanges().stream()
                .filter(Exchange::isRefusal)
                .filter(exchange -> exchange.reply() != null && exchange.reply().code() != 503)
                .findFirst()
                .or(() -> dialogue.exchanges().stream()
                        .filter(Exchange::isRefusal)
                        .findFirst());
    }

    private List<Clue> inReply(Exchange exchange) {
        return exchange.reply() == null ? List.of() : clues.in(exchange.reply().toString(), exchange.moment());
    }

    private Optional<Cause> reason(Exchange exchange) {
        return inReply(exchange).stream()
                .filter(clue -> clue.kind() == Clue.Kind.REPLY && clue.weight() >= CLEAR)
                .flatMap(clue -> clue.causes().stream())
                .findFirst();
    }

    /** From outside, a password that is wrong and one that was right once look the same. */
    private static Clue course(Diagnosis diagnosis, Optional<Exchange> decisive, double weight) {
        Stream<Cause> stale =
                diagnosis.cause() == Cause.CREDENTIALS_WRONG ? Stream.of(Cause.PASSWORD_STALE) : Stream.empty();
        List<Cause> causes = Stream.of(Stream.of(diagnosis.cause()), stale, diagnosis.alternatives().stream())
                .flatMap(each -> each)
                .toList();
        String text = decisive.filter(exchange -> exchange.moment() == Moment.AUTH)
                .flatMap(exchange -> Optional.ofNullable(exchange.reply()))
                .map(reply -> "The server refused the login with " + reply.code() + ".")
                .orElse(diagnosis.explanation());
        return new Clue(Clue.Kind.COURSE, text, List.of(), List.of(), causes, weight);
    }

    /** False friends: codes that say "later" of what waiting does not heal, and the reverse. */
    private static List<String> notes(List<Likely> causes, List<Clue> found) {
        if (causes.isEmpty()) {
            return List.of();
        }
        Likely first = causes.get(0);
        Optional<String> code = found.stream()
                .filter(clue -> clue.kind() == Clue.Kind.CODE)
                .map(Clue::text)
                .findFirst();
        List<String> notes = new ArrayList<>();
        code.filter(text -> text.startsWith("4") && FOR_GOOD.contains(first.cause()))
                .ifPresent(
                        text -> notes.add("False friend: a code that begins with 4 says \"try again later\", and this"
                                + " cause does not pass by itself."));
        code.filter(text -> text.startsWith("5") && FOR_NOW.contains(first.cause()))
                .ifPresent(text ->
                        notes.add("False friend: a code that begins with 5 says \"never\", and this cause passes"
                                + " by itself: trying again later helps."));
        return notes;
    }
}
