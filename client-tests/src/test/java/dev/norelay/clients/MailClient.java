package dev.norelay.clients;

import dev.norelay.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A mail client as a user would drive it: nothing is tried again, nothing is hidden. To add one, write a class, name it
 * in {@link #all}, and tell in the table of {@link StoriesTest} what it shows. One that is to be in the matrix stands in
 * {@link #inMatrix}, and {@link ClientVersion} knows it.
 */
interface MailClient {

    /** All that play the founding stories. */
    static List<MailClient> all() {
        return Stream.concat(inMatrix().stream(), Stream.of(new VertxMail(), new Nodemailer()))
                .toList();
    }

    /** Those that play every story, for {@code docs/matrix.json}. */
    static List<MailClient> inMatrix() {
        return List.of(
                new AngusMail(),
                new SpringMail(),
                new CommonsNet(),
                new SubEthaClient(),
                new Curl(),
                new Smtplib(),
                new Swaks(),
                new Msmtp());
    }

    /** As people call it. */
    String name();

    /** Whether each mail is a process of its own; the others play in this JVM. */
    default boolean isProgram() {
        return false;
    }

    /** The programs that it needs and that are not on this machine, and what those need. */
    default List<String> missing() throws Exception {
        return List.of();
    }

    /**
     * Sends {@link Mail#octets} with these settings. A client's failure is an outcome; an exception is a failure of the
     * test itself.
     *
     * @param patience how long to wait for a connection to be taken, and for each reply, as far as the client can be told
     *     so
     */
    Outcome send(ClientSettings settings, Duration patience) throws Exception;

    /** Sends with the patience that the settings ask for. */
    default Outcome send(ClientSettings settings) throws Exception {
        return send(settings, settings.timeout());
    }
}
