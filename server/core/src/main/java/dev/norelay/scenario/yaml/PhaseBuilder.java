package dev.norelay.scenario.yaml;

import java.util.function.Consumer;

/** What differs in a phase of a story, in Java. Not thread-safe. */
public final class PhaseBuilder {
    private final Keys keys;

    PhaseBuilder(Keys keys) {
        this.keys = keys;
    }

    /** What is sent. */
    public PhaseBuilder mail(Consumer<MailBuilder> differences) {
        differences.accept(new MailBuilder(keys.map("mail")));
        return this;
    }

    /** The person's settings. */
    public PhaseBuilder client(Consumer<ClientBuilder> differences) {
        differences.accept(new ClientBuilder(keys.map("client")));
        return this;
    }

    /** What they meet. */
    public PhaseBuilder server(Consumer<ServerBuilder> differences) {
        differences.accept(new ServerBuilder(keys.map("server")));
        return this;
    }
}
