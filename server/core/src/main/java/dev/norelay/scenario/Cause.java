package dev.norelay.scenario;

import dev.norelay.smtp.Ids;
import java.util.Optional;

/** Why a mail could not be sent. A closed vocabulary, each with a cause and a remedy in a person's words. */
public enum Cause {
    LOGIN_MISSING(
            "The client did not log in, and the server takes mail for others only from people it knows.",
            "Enter the user name and password of the outgoing server."),
    LOGIN_NOT_OFFERED(
            "The server offers no login on this port, so the client could not log in.",
            "Use the port on which the server offers a login, usually 587 or 465."),
    LOGIN_NEEDS_TLS(
            "The server takes a login only inside TLS, and the client did not use TLS.",
            "Switch on STARTTLS (port 587) or TLS (port 465) for the outgoing server."),
    CREDENTIALS_WRONG(
            "The user name or the password of the outgoing server is wrong.",
            "Enter the user name and password of the outgoing server again."),
    PASSWORD_STALE(
            "The password was changed on the server; the device still has the old one.",
            "Enter the new password for the outgoing server as well."),
    APP_PASSWORD_NEEDED(
            "The provider does not take the account's own password from a mail app.",
            "Make an app password in the provider's account settings and enter it as the password."),
    TOKEN_EXPIRED("The sign-in token has run out.", "Sign in to the account again."),
    MECHANISM_NOT_SHARED(
            "Client and server have no way to log in in common.",
            "Choose another authentication method, usually \"password\" or \"OAuth2\"."),
    ACCOUNT_BLOCKED("The provider has disabled the account.", "Ask the provider to enable the account."),
    LOCKED_OUT(
            "There were too many failed logins, and the server takes no more for now.",
            "Correct the password, wait a while, and try once."),
    PORT_CLOSED(
            "Nothing listens on the port that the client was set to.",
            "Correct the port of the outgoing server: 587 with STARTTLS, or 465 with TLS."),
    PORT_FILTERED(
            "The network swallows connections to this port, as many providers do with port 25.",
            "Use port 587 with STARTTLS, or 465 with TLS."),
    WRONG_SERVICE(
            "Another service than a mail submission server answers on this port.",
            "Correct the port of the outgoing server: 587 with STARTTLS, or 465 with TLS."),
    TLS_ON_PLAIN_PORT(
            "The client began with TLS on a port that begins in plaintext.",
            "Choose STARTTLS for port 587, or change the port to 465."),
    PLAIN_ON_TLS_PORT(
            "The client waited for a plaintext greeting on a port that begins with TLS.",
            "Choose TLS (SSL) for port 465, or change the port to 587 with STARTTLS."),
    STARTTLS_MISSING(
            "The client wants STARTTLS, and the server does not offer it.",
            "Use port 465 with TLS, or ask the provider for a port with STARTTLS."),
    TLS_VERSION(
            "Client and server have no version of TLS in common.",
            "Update the device or the app; the server no longer speaks what it knows."),
    CERTIFICATE_EXPIRED("The server's certificate has run out.", "The server's owner must renew the certificate."),
    CERTIFICATE_NOT_YET_VALID(
            "The server's certificate is not valid yet.", "The server's owner must install a valid certificate."),
    CLOCK_WRONG(
            "The device's clock is wrong, so that a good certificate looks out of date.",
            "Set the date and time of the device, best automatically."),
    CERTIFICATE_NAME(
            "The server's certificate is for another name than the one that was entered.",
            "Enter the server's name as the provider gives it."),
    CERTIFICATE_ISSUER(
            "The client does not trust whoever issued the server's certificate.",
            "Install the issuer's certificate on the device, or have the server's owner get one that is trusted."),
    HOST_UNKNOWN("No server has the name that was entered.", "Correct the name of the outgoing server."),
    SENDER_REFUSED(
            "The server does not take mail from this sender's address.",
            "Send from an address that belongs to the account."),
    RECIPIENT_REFUSED("The server does not take mail for this recipient.", "Correct the recipient's address."),
    SOME_RECIPIENTS_REFUSED(
            "The server refused some of the recipients and took others.",
            "Correct the refused addresses and send to those again."),
    TOO_LARGE("The message is larger than the server takes.", "Make the message smaller, or send a link."),
    CONTENT_REFUSED("The server refused the message because of what is in it.", "Change the message."),
    LIMIT("A sending limit has been reached.", "Wait until the limit is lifted, or send to fewer recipients at once."),
    GREYLISTED("The server puts off unknown senders for a while.", "Nothing: the client must try again later."),
    SERVER_BUSY("The server has no capacity at the moment.", "Nothing: the client must try again later."),
    REPLY_LOST(
            "The server took the message, and the client never heard of it.",
            "Look whether the mail has arrived before sending it again."),
    CONNECTION_LOST("The connection was lost in the middle.", "Try again."),
    CLIENT_TIMEOUT("The client did not wait long enough.", "Raise the client's time-out."),
    ODD_REPLY("The server's reply was not one that SMTP allows.", "The server's owner must correct it."),
    TLS_NEEDED(
            "The server takes mail only inside TLS, and the client did not use TLS.",
            "Switch on STARTTLS (port 587) or TLS (port 465) for the outgoing server."),
    HELO_REFUSED("The server refused the name by which the client greeted it.", "Correct the device's host name."),
    CLIENT_BREACH("The client broke the protocol.", "The client's maker must correct it."),
    ADDRESS_BLOCKED("The server refuses the network from which the client comes.", "Use another network, or wait."),
    MAIL_LOST("The server took the message and lost it.", "Send it again."),
    HOST_OUTDATED(
            "The server that was entered no longer takes mail.",
            "Enter the name of the server that the provider gives today."),
    NONE("Nothing went wrong.", "Nothing to do."),
    NO_SESSION("Nobody connected.", "Check that the client uses the host and port that it was given.");

    private final String id = Ids.of(this);
    private final String sentence;
    private final String remedy;

    Cause(String sentence, String remedy) {
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /** The word of scenario files: {@code login-missing}. */
    public String id() {
        return id;
    }

    /** What is wrong, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** What mends it, in one sentence. */
    public String remedy() {
        return remedy;
    }

    /** The cause with that word, if there is one. */
    public static Optional<Cause> ofId(String id) {
        return Ids.find(values(), id);
    }
}
