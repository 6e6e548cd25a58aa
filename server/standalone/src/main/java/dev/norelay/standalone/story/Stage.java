package dev.norelay.standalone.story;

import dev.norelay.Norelay;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A server at work, whoever tells it what to do: standard input, a file that is saved, the control API. One order at a
 * time; observers are told behind it, before the next one. Thread-safe.
 */
public final class Stage {
    /** What an order has changed. */
    public enum Change {
        FIXED,
        RESET,
        /** Another scenario is played. */
        USED,
        /** A file that was saved is played anew. */
        RELOADED,
        /** A phase, a password, a rule, or time that was let pass. */
        OTHER
    }

    /** Is told what has changed, on the thread of whoever gave the order. */
    @FunctionalInterface
    public interface Observer {
        void changed(Change change);
    }

    private final Norelay server;
    private final List<Observer> observers = new CopyOnWriteArrayList<>();

    public Stage(Norelay server) {
        this.server = server;
    }

    /** The server, for reading. */
    public Norelay server() {
        return server;
    }

    /** Tells an observer of all changes from now on. */
    public void observe(Observer observer) {
        observers.add(observer);
    }

    /** The remedy is done. */
    public void fix() {
        change(Change.FIXED, server::fix);
    }

    /** Back to the beginning. */
    public void reset() {
        change(Change.RESET, server::reset);
    }

    /** Plays another scenario from its beginning. */
    public void use(Scenario scenario) {
        change(Change.USED, () -> server.use(scenario));
    }

    /** Plays a file that was saved from its beginning. */
    public void reload(Scenario scenario) {
        change(Change.RELOADED, () -> server.use(scenario));
    }

    /** Enters a phase. */
    public void enter(String phase) {
        change(Change.OTHER, () -> server.enter(phase));
    }

    /** As if so much time had gone by. */
    public void letTimePass(Duration time) {
        change(Change.OTHER, () -> server.letTimePass(time));
    }

    /** Changes a user's password on the server. */
    public void changePassword(String user, String password) {
        change(Change.OTHER, () -> server.changePassword(user, password));
    }

    /** Adds a rule. */
    public void add(Rule rule) {
        change(Change.OTHER, () -> server.add(rule));
    }

    /** Takes a rule away; false if there is none with that number. */
    public synchronized boolean remove(int number) {
        awaitTold();
        boolean removed = server.remove(number);
        if (removed) {
            tell(Change.OTHER);
        }
        return removed;
    }

    /** Does something that is no change, between orders, behind all that was told. */
    public synchronized <T> T between(Supplier<T> reading) {
        awaitTold();
        return reading.get();
    }

    private synchronized void change(Change change, Runnable order) {
        awaitTold();
        order.run();
        tell(change);
    }

    private void tell(Change change) {
        observers.forEach(observer -> observer.changed(change));
    }

    /** Reading is a barrier, which also waits until whoever listens has heard of everything. */
    private void awaitTold() {
        server.rules();
    }
}
