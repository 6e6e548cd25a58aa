package dev.norelay.scenario.yaml;

import static dev.norelay.scenario.yaml.AnyText.DURATIONS;
import static dev.norelay.scenario.yaml.AnyText.SIZES;
import static dev.norelay.scenario.yaml.AnyText.TEXTS;
import static net.jqwik.api.Arbitraries.bytes;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.longs;
import static net.jqwik.api.Arbitraries.oneOf;

import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Count;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Matcher;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Rules;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Rules over the whole vocabulary: each moment with the keys and actions that it permits. */
final class AnyRule {
    private static final int MOST = 1_000_000_000;

    private AnyRule() {}

    static Arbitrary<Rule> any() {
        return Arbitraries.of(Moment.values()).flatMap(AnyRule::at);
    }

    private static Arbitrary<Rule> at(Moment on) {
        return Combinators.combine(
                        TEXTS,
                        Arbitraries.of(Phase.BROKEN, Phase.FIXED).set().ofMaxSize(2),
                        conditions(on),
                        oneOf(
                                just(1.0),
                                Arbitraries.of(0.5, 0.07, 0.123, 0.001),
                                longs().between(1, MOST).map(n -> n / (double) MOST)),
                        counts(on),
                        actions(on).list().ofMinSize(1).ofMaxSize(3))
                .as((name, phases, when, chance, count, then) ->
                        new Rule(name, phases, on, when, chance, count, then, 0));
    }

    private static Arbitrary<Count> counts(Moment on) {
        List<Count.Per> known = Arrays.stream(Count.Per.values())
                .filter(per -> per.isKnownAt(on))
                .toList();
        return Combinators.combine(
                        oneOf(just(0), integers().between(1, MOST)),
                        oneOf(just(0), integers().between(1, MOST)),
                        oneOf(just(1), integers().between(2, MOST)),
                        DURATIONS.injectNull(0.5),
                        Arbitraries.of(known))
                .as(Count::new);
    }

    private static Arbitrary<List<Condition>> conditions(Moment on) {
        List<Key> known =
                Arrays.stream(Key.values()).filter(key -> key.isKnownAt(on)).toList();
        return Arbitraries.of(known).set().ofMaxSize(3).flatMap(AnyRule::conditions);
    }

    private static Arbitrary<List<Condition>> conditions(Set<Key> keys) {
        List<Arbitrary<Condition>> each = new ArrayList<>();
        keys.forEach(key -> each.add(matchers(key).map(matcher -> new Condition(key, matcher))));
        return Combinators.combine(each).as(List::copyOf);
    }

    private static Arbitrary<Matcher> matchers(Key key) {
        Arbitrary<Matcher> one = matcher(key);
        Arbitrary<Matcher> some =
                oneOf(one, one.list().ofMinSize(1).ofMaxSize(3).map(Matcher.AnyOf::new));
        return oneOf(some, some.map(Matcher.Not::new));
    }

    private static Arbitrary<Matcher> matcher(Key key) {
        return switch (key.kind()) {
            case FLAG -> Arbitraries.of(true, false).map(Matcher::flag);
            case NUMBER -> ranges(key, longs().between(0, MOST - 1));
            case SIZE -> ranges(key, oneOf(just(0L), SIZES));
            case DURATION -> ranges(key, DURATIONS.map(Duration::toMillis));
            case TEXT -> texts(key);
        };
    }

    private static Arbitrary<Matcher> texts(Key key) {
        Arbitrary<String> globs = switch (key) {
            case LISTENER -> Arbitraries.of("submission", "old", "s*");
            case TLS -> Arbitraries.of("true", "false", "TLSv1", "TLSv1.3", "TLS*");
            case MECHANISM -> Arbitraries.of("PLAIN", "LOGIN", "p*");
            case PROPOSED -> Arbitraries.of("accepted", "refused", "relay-denied", "*-denied");
            default -> oneOf(Arbitraries.of("*@partner.test", "*"), TEXTS.filter(text -> !text.startsWith("/")));
        };
        Arbitrary<Matcher> regexes = Arbitraries.of("a.*b", "^x$", "(?i)a", "[:#] ", "\\d{1,3}", "'\"", " ", "/")
                .map(Matcher.Regex::of);
        boolean mayLack = key == Key.HELO || key == Key.USER || key == Key.MECHANISM;
        return oneOf(globs.map(Matcher.Text::of), mayLack ? just(new Matcher.None()) : regexes, regexes);
    }

    private static Arbitrary<Matcher> ranges(Key key, Arbitrary<Long> numbers) {
        return Combinators.combine(numbers, numbers, Arbitraries.of(0, 1, 2, 3)).as((one, other, shape) -> {
            long least = shape == 1 ? Long.MIN_VALUE : Math.min(one, other);
            long most = shape == 2 ? Long.MAX_VALUE : Math.max(one, other);
            return new Matcher.Range(shape == 3 ? most : least, most, key.kind());
        });
    }

    private static Arbitrary<Action> actions(Moment on) {
        List<Arbitrary<Action>> all = new ArrayList<>(List.of(
                Arbitraries.of(ActionsDecoder.WORDS.values()),
                AnyText.replies(100, 999).map(Action.Say::new),
                Arbitraries.of(Refusal.values()).map(Rules::refuse),
                oneOf(
                        TEXTS.map(Rules::send),
                        bytes().array(byte[].class).ofMaxSize(9).map(octets -> new Action.Send(Octets.copyOf(octets)))),
                DURATIONS.map(Rules::pause),
                just(Rules.pause(Duration.ZERO)),
                just(Rules.stallReading()),
                integers().between(1, 1_000_000).map(Rules::fragment),
                integers()
                        .between(1, 1_000_000)
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .map(set -> set.stream().sorted().toArray(Integer[]::new))
                        .map(Rules::fragmentAt),
                SIZES.map(Rules::throttle),
                SIZES.map(Rules::cutAfter),
                Combinators.combine(SIZES, oneOf(just(0L), SIZES)).as(Rules::throttle),
                Combinators.combine(SIZES, oneOf(just(0L), SIZES)).as(Rules::cutAfter),
                Arbitraries.of(Phase.BROKEN, Phase.FIXED).map(Rules::become),
                DURATIONS.map(after -> Rules.become(Phase.FIXED, after))));
        if (on == Moment.EHLO) {
            all.add(AnyText.arrays(TEXTS).map(Rules::hide));
            all.add(AnyText.arrays(TEXTS).map(Rules::offer));
        }
        if (on == Moment.STARTTLS || on == Moment.TLS) {
            all.add(Arbitraries.of(TlsFault.values()).map(Rules::startTlsWith));
        }
        return oneOf(all);
    }
}
