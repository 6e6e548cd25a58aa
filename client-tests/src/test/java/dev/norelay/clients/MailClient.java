package dev.norelay.clients;

import dev.norelay.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A mail client as a user would drive it: nothing is tried again, nothing is hidden. To add one, write a class, name it
 * in {@link #all}, and tell in the table of {@link StoriesTest} what it shows; {@link ClientVersion} must know it.
 */
interface MailClient {

    /** All that play the founding stories. */
    static List<MailClient> all() {
        return List.of(
                new AngusMail(),
                new SpringMail(),
                new CommonsEmail(),
                new SimpleJavaMail(),
                new CommonsNet(),
                new SubEthaClient(),
                new VertxMail(),
                new Nodemailer(),
                new Smtplib(),
                new PhpMailer(),
                new RubyMail(),
                new Curl(),
                new Swaks(),
                new Msmtp(),
                new Postfix());
    }

    /** As people call it. */
    String name();

    /** Whether each mail is a process of its own; the others play in this JVM. */
    default boolean isProgram() {
        return false;
    }

    /** What its recipients read, where that is not what was written: a defect of the client's. */
    default String arriving(String words) {
        return words;
    }

    /** Whether it makes the message of {@link Mail#words} itself; the others send {@link Mail#octets} as they are. */
    default boolean writesMessage() {
        return false;
    }

    /** Whether it puts header fields before a message, as who hands mail on does. */
    default boolean addsFields() {
        return false;
    }

    /** Stories that would say something of how it is driven here, and nothing of the client itself. */
    default Set<String> leavesOut() {
        return Set.of();
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
    Outcome attempt(ClientSettings settings, Duration patience) throws Exception;

    /** The same; what a client of this JVM has closed is closed then. */
    default Outcome send(ClientSettings settings, Duration patience) throws Exception {
        Outcome outcome = attempt(settings, patience);
        if (!isProgram()) {
            Program.awaitBeginnings();
        }
        return outcome;
    }

    /** Sends with the patience that the settings ask for. */
    default Outcome send(ClientSettings settings) throws Exception {
        return send(settings, settings.timeout());
    }
}
