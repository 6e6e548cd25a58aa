package dev.norelay.outbox;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;

/** A mail as this server can take it: its parameters at MAIL, and its octets (RFC 1870, 6152, 6531). */
final class Envelope {
    /** In place of an answer, for an address that cannot even be named to this server. */
    static final Answer CANNOT = new Answer(
            553, List.of("553 5.6.7 the server cannot take addresses with letters beyond ASCII; it was not asked"));

    private final Mail mail;
    private final Submission server;
    private final byte[] octets;

    Envelope(Mail mail, byte[] message, Submission server) throws MessagingException, IOException {
        this.mail = mail;
        this.server = server;
        boolean encode = Letter.isEightBit(message) && !server.supportsExtension("8BITMIME");
        this.octets = encode ? Letter.inSevenBits(message) : message;
    }

    byte[] octets() {
        return octets.clone();
    }

    /** Whether this address can be said to this server. */
    boolean takes(String recipient) {
        return Addresses.isAscii(recipient) || server.supportsExtension("SMTPUTF8");
    }

    /**
     * The command that begins the mail transaction.
     *
     * @throws ProblemException if this server cannot take the mail, whatever it is told
     */
    String mailCommand() throws ProblemException {
        StringBuilder command =
                new StringBuilder("MAIL FROM:<").append(mail.sender()).append('>');
        boolean utf8 = Letter.hasEightBitHeader(octets)
                || !Addresses.isAscii(mail.sender())
                || mail.in(Mail.State.WAITING).stream().anyMatch(recipient -> !Addresses.isAscii(recipient));
        if (server.supportsExtension("SIZE")) {
            checkSize();
            command.append(" SIZE=").append(octets.length);
        }
        if (server.supportsExtension("8BITMIME") && (utf8 || Letter.isEightBit(octets))) {
            command.append(" BODY=8BITMIME");
        }
        if (utf8 && server.supportsExtension("SMTPUTF8")) {
            command.append(" SMTPUTF8");
        } else if (Letter.hasEightBitHeader(octets) || !Addresses.isAscii(mail.sender())) {
            throw new ProblemException(
                    Problem.change("The server cannot take addresses with letters beyond ASCII, such as"
                            + " one that is in this mail: use another address, or another server."));
        }
        return command.toString();
    }

    private void checkSize() throws ProblemException {
        String most = server.getExtensionParameter("SIZE");
        if (most != null && most.strip().matches("\\d{1,18}")) {
            long limit = Long.parseLong(most.strip());
            if (limit > 0 && octets.length > limit) {
                throw new ProblemException(
                        Problem.change("The mail has " + octets.length + " octets, and the server takes " + limit
                                + " at most: send fewer or smaller attachments, or a link."));
            }
        }
    }
}
