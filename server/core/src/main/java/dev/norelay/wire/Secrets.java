package dev.norelay.wire;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.Octets;
import java.util.Locale;

/** Finds what is secret in a line that a client sent. */
final class Secrets {
    private Secrets() {}

    /**
     * The index of the first octet of a secret, or -1.
     *
     * @param expected whether the line comes behind an AUTH: even where that was refused, a client may go on and send its
     *     credentials
     */
    static int from(Octets line, Command command, boolean expected) {
        if (command instanceof Command.AuthResponse response) {
            return response.base64().equals("*") ? -1 : 0;
        }
        String text = line.toString();
        if (text.toUpperCase(Locale.ROOT).startsWith("AUTH ")) {
            int behindMechanism = text.indexOf(' ', "AUTH ".length());
            return behindMechanism < 0 ? -1 : behindMechanism + 1;
        }
        boolean odd = command instanceof Command.Unrecognized || command instanceof Command.Malformed;
        return expected && odd ? 0 : -1;
    }
}
