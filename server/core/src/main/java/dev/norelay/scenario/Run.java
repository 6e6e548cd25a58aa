package dev.norelay.scenario;

import dev.norelay.session.Account;
import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.session.Script;
import dev.norelay.session.ServerProfile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A scenario being played: which phase it is in, which passwords were changed, which rules were added. The only state
 * that connections share. Thread-safe: reading is one volatile read, each change is one locked step.
 */
public final class Run implements Script {

    /** How things stand; replaced as a whole. */
    private record State(Scenario scenario, int step, Map<String, ServerProfile> profiles, RuleBook rules) {
        Phase phase() {
            return scenario.phase(step == 0 ? Phase.BROKEN : scenario.steps().get(step - 1));
        }
    }

    private final Map<String, Account> changedAccounts = new HashMap<>();
    private final List<Rule> ownRules;
    private volatile State state;

    /** A run at its beginning. */
    public Run(Scenario scenario) {
        this(scenario, List.of());
    }

    /** A run at its beginning, with rules that stay over {@link #reset}. */
    public Run(Scenario scenario, List<Rule> ownRules) {
        this.ownRules = List.copyOf(ownRules);
        this.state = new State(scenario, 0, profiles(scenario.broken()), RuleBook.of(this.ownRules));
    }

    public Scenario scenario() {
        return state.scenario();
    }

    /** The present phase. */
    public Phase phase() {
        return state.phase();
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
            enter(new State(now.scenario(), now.step() + 1, now.profiles(), now.rules()));
        }
        return phase();
    }

    /** Back to the beginning: first phase, the file's passwords, no added rules. */
    public synchronized Phase reset() {
        return use(state.scenario());
    }

    /** Plays another scenario, from its beginning. */
    public synchronized Phase use(Scenario scenario) {
        changedAccounts.clear();
        enter(new State(scenario, 0, state.profiles(), RuleBook.of(ownRules)));
        return phase();
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
        enter(state);
    }

    /** Adds a rule behind those that are there; gone with {@link #reset}. */
    public synchronized void add(Rule rule) {
        State now = state;
        state = new State(
                now.scenario(), now.step(), now.profiles(), now.rules().with(rule));
    }

    private void enter(State next) {
        // Sessions on a listener that the next phase does not have live on with what they know.
        Map<String, ServerProfile> profiles = new LinkedHashMap<>(next.profiles());
        profiles.putAll(profiles(next.phase()));
        state = new State(next.scenario(), next.step(), profiles, next.rules());
    }

    private Map<String, Account> accounts(Phase phase) {
        Map<String, Account> accounts = new HashMap<>(phase.server().profile().accounts());
        accounts.putAll(changedAccounts);
        return accounts;
    }

    private Map<String, ServerProfile> profiles(Phase phase) {
        ServerProfile common = phase.server().profile().withAccounts(accounts(phase));
        Map<String, ServerProfile> profiles = new LinkedHashMap<>();
        for (Listener listener : phase.server().listeners().values()) {
            profiles.put(listener.name(), common.on(listener.policy(), listener.security()));
        }
        return profiles;
    }

    /** What the rules say; an empty list keeps the proposal. Choosing a rule and counting it is one locked step. */
    @Override
    public List<Action> decide(Occasion occasion) {
        return state.rules().decide(occasion);
    }

    /** The run's own rules and the added ones behind them, in order. */
    public List<Rule> rules() {
        return state.rules().rules();
    }
}
