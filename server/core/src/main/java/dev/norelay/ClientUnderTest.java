package dev.norelay;

/** Whatever sends mail and is to be judged, for {@link Norelay#play}. */
@FunctionalInterface
public interface ClientUnderTest {
    /**
     * Sends one mail from {@link ClientSettings#from} to {@link ClientSettings#recipients}, as a person would have it
     * sent: the first time with the person's wrong settings, again when a remedy is done. Those who have the mail
     * already are no longer among the recipients. A client that shows its failures elsewhere than in an exception tells
     * them by {@link Norelay#shown(String)} before it returns.
     *
     * @throws Exception if it fails; what the user is told is then the exception's text, unless {@code shown} was called
     */
    void send(ClientSettings settings) throws Exception;
}
