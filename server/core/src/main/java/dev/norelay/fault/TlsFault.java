package dev.norelay.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a server can do in place of a TLS handshake. Unlike a {@link Fault} it needs what the client said: it is an answer
 * to the ClientHello. All of them are one type, since they differ in their octets only.
 */
public enum TlsFault {
    /** A fatal alert, handshake_failure: the server has no cipher suite, or no wish, in common with the client. */
    HANDSHAKE_FAILURE("refuse", "15 0303 0002 02 28", true),
    /** A fatal alert, protocol_version: the server has dropped the versions that the client knows. */
    PROTOCOL_VERSION("refuse: protocol-version", "15 0303 0002 02 46", true),
    /** The handshake is never answered. */
    STALL("stall", "", false),
    /** A ServerHello breaks off in its middle, and FIN follows: the process has died. */
    ABORT("abort", "16 0303 007a 02 000076 0303 5ce1a8f20b7d4639", true),
    /** Octets that are no TLS record. */
    GARBAGE(
            "garbage",
            "a7 5e f1 08 9c 33 d0 6b e2 41 7f 98 1d c6 50 b4 0a ef 67 82 3c d9 15 ae 70 4b f8 26 93 5d c1 0e"
                    + " b9 64 e7 1a 8f 32 dc 75 06 a1 4e fb 98 23 c5 60 d7 1c 89 f4 3b 6e a2 0d 57 ca 91 2e 78 e3 46 bf",
            false),
    /** A reply of SMTP in the clear: the server takes the ClientHello for a command. */
    PLAINTEXT("plaintext", "", false),
    /** A ServerHello of TLS 1.0, with a cipher suite that the client offers, and an alert behind it. */
    OLD_VERSION("old-version", "", false);

    // RFC 5321 §4.2.4: what a server says that does not know the command.
    private static final byte[] REPLY = "500 5.5.2 Command unrecognized\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final byte[] octets;
    private final boolean ending;

    TlsFault(String id, String hex, boolean ending) {
        this.id = id;
        this.octets = HexFormat.of().parseHex(hex.replace(" ", ""));
        this.ending = ending;
    }

    /** The word of scenario files; where it has a value, both. */
    public String id() {
        return id;
    }

    /** The fault with that word, if there is one. */
    public static Optional<TlsFault> ofId(String id) {
        return Arrays.stream(values()).filter(fault -> fault.id.equals(id)).findFirst();
    }

    /**
     * What is written where the ServerHello is due; nothing, if the client waits in vain.
     *
     * @param clientHello the whole handshake message (RFC 8446 §4.1.2), without its record's header
     */
    public byte[] answer(byte[] clientHello) {
        return switch (this) {
            case PLAINTEXT -> REPLY.clone();
            case OLD_VERSION -> OldServerHello.answering(clientHello);
            default -> octets.clone();
        };
    }

    /** Whether FIN follows the answer; otherwise the connection stays until the client leaves. */
    public boolean ends() {
        return ending;
    }
}
