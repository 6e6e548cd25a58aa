package dev.norelay.scenario;

import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Rules by moment, so that nothing is paid for rules at other moments, and how often each has matched. Conditions are
 * looked at without a lock, for they may take their time; drawing a rule's chance and counting it is one locked step, over
 * all that came of the same book. A rule without chance and count needs no lock.
 */
final class RuleBook {
    /** So many things are counted apart for one rule; of more, the eldest are forgotten. */
    private static final int MAX_TALLIES = 100_000;

    /** How often a rule has matched for one thing that is counted apart. */
    private static final class Tally {
        private final Instant first;
        private long matched;

        Tally(Instant first) {
            this.first = first;
        }
    }

    /** A rule and its counts, which go along when rules are added. */
    private static final class Counted {
        private final Rule rule;
        private final int number;
        private final boolean added;
        private final Map<Object, Tally> tallies = new Recent<>(MAX_TALLIES);
        private final LongAdder firings = new LongAdder();
        private volatile boolean fired;
        private volatile int nearest = -1;
        private String nearMiss = "";

        Counted(Rule rule, int number, boolean added) {
            this.rule = rule;
            this.number = number;
            this.added = added;
        }
    }

    private final List<Counted> all;
    /** The number of the rule that is added next. */
    private final int next;

    private final Map<Moment, List<Counted>> byMoment = new EnumMap<>(Moment.class);
    private final RandomGenerator random;
    private final Clock clock;
    private final Object lock;
    private final List<Duration> silences;

    private RuleBook(List<Counted> all, int next, RandomGenerator random, Clock clock, Object lock) {
        this.all = all;
        this.next = next;
        this.random = random;
        this.clock = clock;
        this.lock = lock;
        for (Counted counted : all) {
            for (Moment moment : moments(counted.rule.on())) {
                byMoment.computeIfAbsent(moment, m -> new ArrayList<>()).add(counted);
            }
        }
        List<Counted> idle = byMoment.get(Moment.IDLE);
        this.silences = idle == null ? List.of() : silences(idle);
    }

    /**
     * Rules that have not matched yet.
     *
     * @param random for chances
     * @param clock for counts by time
     */
    static RuleBook of(List<Rule> rules, RandomGenerator random, Clock clock) {
        List<Counted> all = new ArrayList<>();
        rules.forEach(rule -> all.add(new Counted(rule, all.size() + 1, false)));
        return new RuleBook(all, all.size() + 1, random, clock, new Object());
    }

    private static List<Moment> moments(Moment on) {
        return on == Moment.ANY ? List.of(Moment.values()) : List.of(on);
    }

    /** The same with one more rule, behind the others; the others keep their counts. */
    RuleBook with(Rule rule) {
        List<Counted> more = new ArrayList<>(all);
        more.add(new Counted(rule, next, true));
        return new RuleBook(more, next + 1, random, clock, lock);
    }

    /** The same without the rule of that number; the others keep their counts and numbers. Empty if there is none. */
    Optional<RuleBook> without(int number) {
        List<Counted> rest =
                all.stream().filter(counted -> counted.number != number).toList();
        return rest.size() == all.size()
                ? Optional.empty()
                : Optional.of(new RuleBook(rest, next, random, clock, lock));
    }

    /** How each rule stands, in order. */
    List<RuleState> states() {
        synchronized (lock) {
            return all.stream()
                    .map(counted -> new RuleState(
                            counted.number,
                            counted.rule,
                            counted.added,
                            counted.firings.sum(),
                            counted.fired ? "" : counted.nearMiss))
                    .toList();
        }
    }

    List<Rule> rules() {
        return all.stream().map(counted -> counted.rule).toList();
    }

    /** After which silences there is a rule to ask, shortest first. */
    List<Duration> silences() {
        return silences;
    }

    private static List<Duration> silences(List<Counted> rules) {
        return rules.stream()
                .flatMap(counted -> counted.rule.when().stream())
                .filter(condition -> condition.key() == Key.FOR)
                .flatMapToLong(condition -> condition.matcher().bounds())
                .distinct()
                .sorted()
                .mapToObj(Duration::ofMillis)
                .toList();
    }

    boolean has(Moment moment) {
        return byMoment.containsKey(moment);
    }

    /** What the first rule that matches does. */
    List<Action> decide(Occasion occasion, String phase) {
        return rule(occasion, phase).map(Rule::then).orElse(List.of());
    }

    /** The first rule that matches; it is counted. */
    Optional<Rule> rule(Occasion occasion, String phase) {
        List<Counted> candidates = byMoment.get(occasion.proposal().moment());
        if (candidates == null) {
            return Optional.empty();
        }
        for (Counted candidate : candidates) {
            if (matches(candidate, occasion, phase) && draws(candidate, occasion)) {
                return Optional.of(candidate.rule);
            }
        }
        return Optional.empty();
    }

    private boolean matches(Counted counted, Occasion occasion, String phase) {
        Rule rule = counted.rule;
        if (!rule.phases().isEmpty() && !rule.phases().contains(phase)) {
            return miss(counted, 0, occasion, () -> "the phase is " + phase);
        }
        for (int i = 0; i < rule.when().size(); i++) {
            Condition missed = rule.when().get(i);
            if (!missed.matches(occasion)) {
                return miss(counted, i + 1, occasion, () -> missed.miss(occasion));
            }
        }
        return true;
    }

    private boolean draws(Counted counted, Occasion occasion) {
        Rule rule = counted.rule;
        if (rule.chance() < 1 || !rule.count().isUnlimited()) {
            synchronized (lock) {
                if (rule.chance() < 1 && random.nextDouble() >= rule.chance()) {
                    return miss(counted, Integer.MAX_VALUE - 1, occasion, () -> "chance was against it");
                }
                if (!rule.count().isUnlimited() && !count(counted, occasion)) {
                    return miss(counted, Integer.MAX_VALUE, occasion, () -> "its count is not reached or used up");
                }
            }
        }
        if (!counted.fired) {
            counted.fired = true; // looked at first: a write would cost the other cores their copy each time
        }
        counted.firings.increment();
        return true;
    }

    /** Keeps the nearest miss: of one that came nearer before, or fired, nothing is made. */
    private boolean miss(Counted counted, int near, Occasion occasion, Supplier<String> why) {
        if (!counted.fired && near > counted.nearest) {
            String nearer = Spoken.at(occasion) + ": " + why.get();
            synchronized (lock) {
                if (near > counted.nearest) {
                    counted.nearest = near;
                    counted.nearMiss = nearer;
                }
            }
        }
        return false;
    }

    private boolean count(Counted counted, Occasion occasion) {
        Count count = counted.rule.count();
        Tally tally = counted.tallies.computeIfAbsent(apart(count.per(), occasion), key -> new Tally(clock.instant()));
        tally.matched++;
        return count.takes(tally.matched, Duration.between(tally.first, clock.instant()));
    }

    /** What tells one thing from another, of those that are counted apart. */
    private static Object apart(Count.Per per, Occasion occasion) {
        return switch (per) {
            case SERVER -> per;
            case SESSION -> occasion.circumstances().sessionNumber();
            case CLIENT -> occasion.session().client();
            case USER -> Facts.user(occasion);
            case SENDER -> sender(occasion);
            case RECIPIENT -> recipients(occasion);
            case TRIPLET -> List.of(occasion.session().client(), sender(occasion), recipients(occasion));
            case MESSAGE ->
                occasion.circumstances().content() == null
                        ? per
                        : occasion.circumstances().content().identity();
        };
    }

    private static String sender(Occasion occasion) {
        return Facts.sender(occasion).map(Path::normalized).orElse("");
    }

    private static List<String> recipients(Occasion occasion) {
        return Facts.recipients(occasion).stream().map(Path::normalized).toList();
    }

    /** Of each rule that never fired: which it is, and how near it came. */
    List<String> nearMisses() {
        synchronized (lock) {
            return all.stream()
                    .filter(counted -> !counted.fired)
                    .map(counted -> counted.rule.title() + " never fired; " + nearest(counted))
                    .toList();
        }
    }

    private static String nearest(Counted counted) {
        if (!counted.nearMiss.isEmpty()) {
            return "nearest: " + counted.nearMiss;
        }
        Moment on = counted.rule.on();
        return on == Moment.ANY ? "nothing came that an earlier rule left" : "no " + on.id() + " came to it";
    }
}
