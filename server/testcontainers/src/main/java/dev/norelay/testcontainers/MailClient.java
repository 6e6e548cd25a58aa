package dev.norelay.testcontainers;

/** The client under test. */
@FunctionalInterface
public interface MailClient {
    /**
     * Sends the mail of the story as these settings say.
     *
     * @throws Exception whatever its way is to say that it failed; its words, and those of its causes, are what its user is shown
     */
    void send(MailSettings settings) throws Exception;
}
