package dev.norelay.outbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a person has entered for the outgoing server, read from a file of {@code key = value} lines.
 *
 * @param security how the connection is encrypted
 * @param token what a sign-in has given in a password's place (OAuth)
 * @param caFile a PEM file with a certificate that is trusted besides the system's
 * @param name by which this device greets the server; a bracketed address where there is none
 * @param connectTimeout how long to wait for a connection
 * @param timeout how long to wait for a reply; RFC 5321 §4.5.3.2 asks for 5 minutes, and for 10 behind the message
 */
record Settings(
        String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable String password,
        @Nullable String token,
        @Nullable Path caFile,
        @Nullable String name,
        Duration connectTimeout,
        Duration timeout) {
    /** How the connection is encrypted. */
    enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if something in it makes no sense; the message says what
     */
    static Settings read(Path file) throws IOException {
        Properties entered = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            entered.load(reader);
        }
        Security security = Security.valueOf(Objects.requireNonNullElse(value(entered, "security"), "starttls")
                .toUpperCase(Locale.ROOT));
        String port = value(entered, "port");
        String caFile = value(entered, "ca-file");
        return new Settings(
                required(entered, "host"),
                port == null ? security == Security.TLS ? 465 : 587 : Integer.parseInt(port),
                security,
                value(entered, "user"),
                value(entered, "password"),
                value(entered, "token"),
                caFile == null ? null : file.resolveSibling(caFile),
                value(entered, "name"),
                duration(entered, "connect-timeout", Duration.ofMinutes(1)),
                duration(entered, "timeout", Duration.ofMinutes(10)));
    }

    private static @Nullable String value(Properties entered, String key) {
        String value = entered.getProperty(key);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String required(Properties entered, String key) {
        String value = value(entered, key);
        if (value == null) {
            throw new IllegalArgumentException("the settings lack '" + key + "'");
        }
        return value;
    }

    /** In seconds, as {@code 300} or {@code 300s}. */
    private static Duration duration(Properties entered, String key, Duration otherwise) {
        String value = value(entered, key);
        return value == null ? otherwise : Duration.ofSeconds(Long.parseLong(value.replaceFirst("s$", "")));
    }

    /** Whether there is enough to log in with; a user without a password is not. */
    boolean hasLogin() {
        return user != null && secret() != null;
    }

    /** The password, or the token in its place. */
    @Nullable
    String secret() {
        return token == null ? password : token;
    }

    /** The same with another password. */
    Settings withPassword(String other) {
        return new Settings(host, port, security, user, other, null, caFile, name, connectTimeout, timeout);
    }

    /** The same with another patience. */
    Settings withTimeout(Duration other) {
        return new Settings(host, port, security, user, password, token, caFile, name, other, other);
    }

    String server() {
        return host + ":" + port;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return server() + " " + security + (user == null ? "" : " as " + user);
    }
}
