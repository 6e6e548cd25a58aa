package dev.norelay.scenario;

import dev.norelay.session.Account;
import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.session.Script;
import dev.norelay.session.ServerProfile;
import dev.norelay.smtp.Moment;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A scenario being played: which phase it is in, which passwords were changed, which rules were added. The only state
 * that connections share. Thread-safe: reading is one volatile read, each change is one locked step.
 */
public final class Run implements Script {

    /** How things stand; replaced as a whole. */
    private record State(
            Scenario scenario, int step, Phase phase, Map<String, ServerProfile> profiles, RuleBook rules) {}

    /** So many messages are remembered for counting attempts. */
    private static final int MAX_MESSAGES = 10_000;

    private final Map<String, Account> changedAccounts = new HashMap<>();
    private final Map<String, Integer> attempts = new Recent<>(MAX_MESSAGES);
    private final List<Rule> ownRules;
    private final long seed;
    private final ForwardClock clock;
    private int sessions;
    private volatile State state;

    /** A run at its beginning, by the system's clock and with a seed of its own. */
    public Run(Scenario scenario) {
        this(scenario, List.of(), new Random().nextLong(), Clock.systemUTC());
    }

    /**
     * A run at its beginning.
     *
     * @param ownRules behind the scenario's; they stay over {@link #reset}
     * @param seed of all chances: the same seed and the same clients, the same run
     * @param clock for rules that count by time
     */
    public Run(Scenario scenario, List<Rule> ownRules, long seed, Clock clock) {
        ownRules.forEach(rule -> playable(rule, scenario));
        this.ownRules = List.copyOf(ownRules);
        this.seed = seed;
        this.clock = new ForwardClock(clock);
        this.state = atFirst(scenario, Map.of());
    }

    private State atFirst(Scenario scenario, Map<String, ServerProfile> known) {
        List<Rule> rules = new ArrayList<>(scenario.rules());
        rules.addAll(ownRules);
        RuleBook book = RuleBook.of(rules, new SplittableRandom(seed), clock);
        return new State(scenario, 0, scenario.broken(), profiles(scenario.broken(), known), book);
    }

    public Scenario scenario() {
        return state.scenario();
    }

    /** The present phase. */
    public Phase phase() {
        return state.phase();
    }

    /** By which all chances of this run are drawn. */
    public long seed() {
        return seed;
    }

    /** What the server is like on this listener, now. */
    public ServerProfile profile(String listener) {
        ServerProfile profile = state.profiles().get(listener);
        if (profile == null) {
            throw new IllegalArgumentException("no listener is called " + listener + "; there are "
                    + state.profiles().keySet());
        }
        return profile;
    }

    /** Goes one remedy on; after the last one, nothing changes. Returns the phase that is then the present one. */
    public synchronized Phase fix() {
        State now = state;
        if (now.step() < now.scenario().steps().size()) {
            become(now.scenario().steps().get(now.step()));
        }
        return phase();
    }

    /** Enters a phase; the next remedy is the one behind it. */
    public synchronized void become(String phase) {
        State now = state;
        Phase next = now.scenario().phase(phase);
        int known = now.scenario().steps().indexOf(phase);
        int step = phase.equals(Phase.BROKEN) ? 0 : known < 0 ? now.step() : known + 1;
        state = new State(now.scenario(), step, next, profiles(next, now.profiles()), now.rules());
    }

    /** A rule of Java's must know the story that it is added to, as those of files do. */
    private static Rule playable(Rule rule, Scenario scenario) {
        rule.phases().forEach(scenario::phase);
        for (Action action : rule.then()) {
            if (action instanceof Action.Become become) {
                scenario.phase(become.phase());
            }
        }
        return rule;
    }

    /** Back to the beginning: first phase, the file's passwords, no added rules. */
    public synchronized Phase reset() {
        return use(state.scenario());
    }

    /** Plays another scenario, from its beginning. */
    public synchronized Phase use(Scenario scenario) {
        ownRules.forEach(rule -> playable(rule, scenario));
        changedAccounts.clear();
        attempts.clear();
        sessions = 0;
        state = atFirst(scenario, state.profiles());
        return phase();
    }

    /**
     * From now on rules count as if so much time had gone by.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void letTimePass(Duration time) {
        clock.forward(time);
    }

    /** The number of a session that begins, from 1, counted from the last reset. */
    public synchronized int newSession() {
        return ++sessions;
    }

    /** Which attempt at a message this is, from 1. */
    public synchronized int newAttempt(String message) {
        return attempts.merge(message, 1, Integer::sum);
    }

    /** Gives a user a new password; the present one becomes a former one. */
    public synchronized void changePassword(String user, String newPassword) {
        Map<String, Account> accounts = accounts(phase());
        Account account = accounts.get(user);
        if (account == null) {
            throw new IllegalArgumentException(
                    "no account is called " + user + "; there are " + new TreeSet<>(accounts.keySet()));
        }
        changedAccounts.put(user, account.withPassword(newPassword));
        become(phase().name());
    }

    /**
     * Adds a rule behind those that are there; gone with {@link #reset}.
     *
     * @throws IllegalArgumentException if it speaks of a phase that the scenario does not have
     */
    public synchronized void add(Rule rule) {
        State now = state;
        state = new State(
                now.scenario(),
                now.step(),
                now.phase(),
                now.profiles(),
                now.rules().with(playable(rule, now.scenario())));
    }

    /**
     * Takes a rule away, one of the scenario's too; back with {@link #reset} if it was one of those.
     *
     * @return whether there was one with that number
     */
    public synchronized boolean remove(int number) {
        State now = state;
        Optional<RuleBook> rest = now.rules().without(number);
        rest.ifPresent(rules -> state = new State(now.scenario(), now.step(), now.phase(), now.profiles(), rules));
        return rest.isPresent();
    }

    /** How each rule stands, in order. */
    public List<RuleState> ruleStates() {
        return state.rules().states();
    }

    private Map<String, Account> accounts(Phase phase) {
        Map<String, Account> accounts = new HashMap<>(phase.server().profile().accounts());
        accounts.putAll(changedAccounts);
        return accounts;
    }

    /**
     * By listener.
     *
     * @param known before: sessions on a listener that the phase does not have live on with what they know
     */
    private Map<String, ServerProfile> profiles(Phase phase, Map<String, ServerProfile> known) {
        ServerProfile common = phase.server().profile().withAccounts(accounts(phase));
        Map<String, ServerProfile> profiles = new LinkedHashMap<>(known);
        for (Listener listener : phase.server().listeners().values()) {
            profiles.put(listener.name(), common.on(listener.policy(), listener.security()));
        }
        return profiles;
    }

    /** What the rules say; an empty list keeps the proposal. Drawing a rule's chance and counting it is one locked step. */
    @Override
    public List<Action> decide(Occasion occasion) {
        return rule(occasion).map(Rule::then).orElse(List.of());
    }

    /** The rule that decides, if one does. Asking counts as its match. */
    public Optional<Rule> rule(Occasion occasion) {
        State now = state;
        return now.rules().rule(occasion, now.phase().name());
    }

    /** Whether there is a rule for this moment. */
    public boolean hasRules(Moment moment) {
        return state.rules().has(moment);
    }

    /** After which silences of a client there is a rule to ask, shortest first. */
    public List<Duration> silences() {
        return state.rules().silences();
    }

    /** The scenario's rules, the run's own and the added ones, in order. */
    public List<Rule> rules() {
        return state.rules().rules();
    }

    /** Of each rule that never fired: which it is, and how near it came. */
    public List<String> nearMisses() {
        return state.rules().nearMisses();
    }
}
