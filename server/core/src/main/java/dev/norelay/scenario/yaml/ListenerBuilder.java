package dev.norelay.scenario.yaml;

import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Listener;
import dev.norelay.session.Security;
import dev.norelay.smtp.Ids;
import java.util.function.Consumer;

/** One port of a server, in Java. Not thread-safe. */
public final class ListenerBuilder {
    private final Keys keys;

    ListenerBuilder(Keys keys) {
        this.keys = keys;
    }

    /** The nominal one: what a person would type. A new listener must have one, from 0 to 65535. */
    public ListenerBuilder port(int nominal) {
        keys.number("port", nominal);
        return this;
    }

    /** How it offers TLS; a new one by STARTTLS. */
    public ListenerBuilder security(Security offered) {
        keys.word("security", offered);
        return this;
    }

    /** What holds here, over the server's policy. */
    public ListenerBuilder policy(Consumer<PolicyBuilder> differences) {
        differences.accept(new PolicyBuilder(keys.map("policy")));
        return this;
    }

    /** No rules on login, TLS and relaying here, whatever the server's policy. */
    public ListenerBuilder open() {
        keys.text("policy", PolicyDecoder.OPEN);
        return this;
    }

    /** What answers; {@link Listener.Service#SMTP} undoes what an earlier phase said. */
    public ListenerBuilder service(Listener.Service service) {
        boolean speaks = service == Listener.Service.IMAP || service == Listener.Service.HTTP;
        keys.remove(speaks ? "fault" : "speaks");
        keys.text(
                speaks ? "speaks" : "fault",
                service == Listener.Service.SMTP ? ServerDecoder.NO_FAULT : Ids.of(service));
        return this;
    }

    /** What it does in place of every TLS handshake. */
    public ListenerBuilder tlsFault(TlsFault fault) {
        keys.map("tls").addAll(Keys.of("fault", ActionEncoder.tlsFault(fault)));
        return this;
    }

    /** It shakes hands, as at first: undoes what an earlier phase said. */
    public ListenerBuilder noTlsFault() {
        keys.map("tls").text("fault", ServerDecoder.NO_FAULT);
        return this;
    }
}
