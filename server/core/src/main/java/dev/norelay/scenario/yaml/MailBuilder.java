package dev.norelay.scenario.yaml;

/** The mail of a story, in Java. Says what differs from {@link dev.norelay.scenario.Mail#DEFAULT}. Not thread-safe. */
public final class MailBuilder {
    private final Keys keys;

    MailBuilder(Keys keys) {
        this.keys = keys;
    }

    /** The reverse-path. */
    public MailBuilder from(String sender) {
        keys.text("from", sender);
        return this;
    }

    /** The forward-paths, at least one. */
    public MailBuilder to(String... recipients) {
        keys.texts("to", recipients);
        return this;
    }

    /** Of each message, in octets. */
    public MailBuilder size(long octets) {
        keys.size("size", octets);
        return this;
    }

    /** How many messages, from 1 to 100,000. */
    public MailBuilder count(int messages) {
        keys.number("count", messages);
        return this;
    }
}
