package dev.norelay.scenario.yaml;

import dev.norelay.session.Security;
import java.time.Duration;

/**
 * The person's settings of the outgoing server, in Java. What is not said is listener {@code submission}, STARTTLS and no
 * login; in a later phase, as before. Not thread-safe.
 */
public final class ClientBuilder {
    private final Keys keys;

    ClientBuilder(Keys keys) {
        this.keys = keys;
    }

    /** Host and port are those of this listener; what an earlier phase has typed literally is gone. */
    public ClientBuilder listener(String name) {
        keys.text("listener", name);
        return this;
    }

    /** A host that was typed literally, such as an outdated one. */
    public ClientBuilder host(String typed) {
        keys.text("host", typed);
        return this;
    }

    /** A port that was typed literally, from 0 to 65535. */
    public ClientBuilder port(int typed) {
        keys.number("port", typed);
        return this;
    }

    /** As the person has set it. */
    public ClientBuilder security(Security setting) {
        keys.word("security", setting);
        return this;
    }

    /** A login. */
    public ClientBuilder login(String user, String password) {
        return user(user).password(password);
    }

    /** The login is left blank, as at first: undoes that of an earlier phase. */
    public ClientBuilder noLogin() {
        return noUser().noPassword().noToken();
    }

    /** The user name, whatever the password. */
    public ClientBuilder user(String name) {
        keys.text("user", name);
        return this;
    }

    /** The password, whatever the user name. */
    public ClientBuilder password(String secret) {
        keys.text("password", secret);
        return this;
    }

    /** What the sign-in has given to the client in a password's place, for the mechanisms of OAuth. */
    public ClientBuilder token(String secret) {
        keys.text("token", secret);
        return this;
    }

    ClientBuilder noToken() {
        keys.nothing("token");
        return this;
    }

    ClientBuilder noUser() {
        keys.nothing("user");
        return this;
    }

    ClientBuilder noPassword() {
        keys.nothing("password");
        return this;
    }

    /** By how much the device's clock is off: negative, it is behind. Milliseconds count, 36,500 days at most. */
    public ClientBuilder clock(Duration off) {
        keys.duration("clock", off);
        return this;
    }

    /** The only versions of TLS that the device knows, such as {@code TLSv1}; none: today's. */
    public ClientBuilder tls(String... versions) {
        keys.texts("tls", versions);
        return this;
    }
}
