package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.TlsSettings.ClientCertificate;
import dev.norelay.session.Acceptances;
import dev.norelay.session.ServerProfile.Recipients;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A server, in Java. Says what differs from a correct, sane submission server; in a later phase, from before. Not thread-safe. */
public final class ServerBuilder {
    private final Keys keys;

    ServerBuilder(Keys keys) {
        this.keys = keys;
    }

    /** By which it greets. */
    public ServerBuilder hostname(String name) {
        keys.text("hostname", name);
        return this;
    }

    /** Mail for these needs no relaying. */
    public ServerBuilder localDomains(String... domains) {
        keys.texts("local-domains", domains);
        return this;
    }

    /** Which mailboxes of the local domains exist. */
    public ServerBuilder recipients(Recipients which) {
        keys.word("recipients", which);
        return this;
    }

    /** A login, new or another password of one that is there. */
    public ServerBuilder account(String user, String password) {
        return account(user, account -> account.password(password));
    }

    /** A login, new or changed. */
    public ServerBuilder account(String user, Consumer<AccountBuilder> differences) {
        differences.accept(new AccountBuilder(keys.map("accounts").map(user)));
        return this;
    }

    /** A port, new or changed. There are {@code submission}, {@code submissions}, {@code smtp} and {@code old}. */
    public ServerBuilder listener(String name, Consumer<ListenerBuilder> differences) {
        differences.accept(new ListenerBuilder(keys.map("listeners").map(name)));
        return this;
    }

    /** How one real server software or provider words things: the name of a dialect of the catalogue. */
    public ServerBuilder dialect(String name) {
        keys.text("dialect", name);
        return this;
    }

    /** Whether it refuses. */
    public ServerBuilder policy(Consumer<PolicyBuilder> differences) {
        differences.accept(new PolicyBuilder(keys.map("policy")));
        return this;
    }

    /** No rules on login, TLS and relaying, on no listener. */
    public ServerBuilder open() {
        keys.text("policy", PolicyDecoder.OPEN);
        return this;
    }

    /**
     * Says a refusal in these words. One string a line, each with its code; placeholders such as {@code {recipient}}
     * are filled in.
     */
    public ServerBuilder reply(Refusal refusal, String... lines) {
        wording(refusal).reply("text", Reply.parse(List.of(lines)));
        return this;
    }

    /** Says a refusal at this moment: that of its reason, or a later one of the mail transaction. */
    public ServerBuilder replyAt(Refusal refusal, Moment moment) {
        wording(refusal).word("at", moment);
        return this;
    }

    /** Greets in these words: one string a line, each with its code. */
    public ServerBuilder greeting(String... lines) {
        keys.reply("greeting", Reply.parse(List.of(lines)));
        return this;
    }

    /**
     * Says yes in these words at STARTTLS, AUTH, MAIL, RCPT, DATA, END_OF_DATA, RSET, NOOP or QUIT: one string a line, each
     * with its code.
     */
    public ServerBuilder accepts(Moment moment, String... lines) {
        keys.map("accepts").reply(moment.id(), Reply.parse(List.of(lines)));
        return this;
    }

    /** The list at EHLO, in order and without codes: the first line's text, then the keywords. */
    public ServerBuilder ehlo(Acceptances.Line... lines) {
        List<Object> items = new ArrayList<>(lines.length);
        for (Acceptances.Line line : lines) {
            String text = Keys.escaped(line.text());
            items.add(
                    switch (line.when()) {
                        case ALWAYS -> text;
                        case BEFORE_TLS -> Keys.of("before-tls", text);
                        case IN_TLS -> Keys.of("in-tls", text);
                    });
        }
        keys.list("ehlo", items);
        return this;
    }

    Keys wording(Refusal refusal) {
        return keys.map("replies").map(refusal.id());
    }

    /** The list at EHLO lacks these keywords. */
    public ServerBuilder hide(String... keywords) {
        keys.map("extensions").texts("hide", keywords);
        return this;
    }

    /** The list at EHLO has these lines too. */
    public ServerBuilder offer(String... lines) {
        keys.map("extensions").texts("offer", lines);
        return this;
    }

    /** Which certificate it shows. */
    public ServerBuilder certificate(Certificate shown) {
        keys.map("tls").word("certificate", shown);
        return this;
    }

    /** The names in the certificate, instead of all by which the server is reached; none: all. */
    public ServerBuilder certificateNames(String... names) {
        keys.map("tls").texts("names", names);
        return this;
    }

    /** The versions of TLS that it speaks, such as {@code TLSv1.2}. */
    public ServerBuilder tlsVersions(String... versions) {
        keys.map("tls").texts("versions", versions);
        return this;
    }

    /** Whether it asks for a certificate of the client's own. */
    public ServerBuilder clientCertificate(ClientCertificate asked) {
        keys.map("tls").word("client-certificate", asked);
        return this;
    }
}
