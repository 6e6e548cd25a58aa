package dev.norelay.journal;

import dev.norelay.session.LoginAttempt;
import dev.norelay.session.Security;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an {@link Entry} tells. */
public sealed interface Event {

    /**
     * A connection was taken.
     *
     * @param listener by name
     * @param client its address and port
     * @param security how the listener offers TLS
     */
    record SessionOpened(String listener, String client, Security security) implements Event {}

    /**
     * A TLS handshake is done.
     *
     * @param version as {@code TLSv1.3}
     * @param cipherSuite by its standard name
     */
    record TlsStarted(String version, String cipherSuite) implements Event {}

    /**
     * A TLS handshake failed.
     *
     * @param alert the alert that the client sent, by its name in RFC 8446 §6 such as {@code certificate_expired}; null
     *     where it sent none
     * @param explanation in a person's words
     */
    record TlsFailed(@Nullable String alert, String explanation) implements Event {
        /** The alert that the client sent, if it sent one. */
        public Optional<String> alertName() {
            return Optional.ofNullable(alert);
        }
    }

    /**
     * A command line came, or a line of an authentication exchange.
     *
     * @param line without its line end; of one that is too long the beginning
     * @param command what it was read as
     * @param secretFrom index of the first octet of a secret in the line, or -1
     * @param pipelined whether octets of it were here before the last reply left: the client did not wait (RFC 2920)
     */
    record CommandReceived(Octets line, Command command, int secretFrom, boolean pipelined) implements Event {
        /** One for which the client waited. */
        public CommandReceived(Octets line, Command command, int secretFrom) {
            this(line, command, secretFrom, false);
        }

        /** The line for a person's eyes, its secret masked. */
        public String shown() {
            return secretFrom < 0 ? line.toString() : Octets.copyOf(line.toArray(), 0, secretFrom) + "********";
        }

        /** Masked; of a line with a secret, what it was read as is not told either. */
        @Override
        public String toString() {
            String read =
                    secretFrom < 0 ? command.toString() : command.getClass().getSimpleName();
            return "CommandReceived[line=" + shown() + ", command=" + read + "]";
        }
    }

    /** A login was tried. Comes between the command and its reply. */
    record LoginTried(LoginAttempt attempt) implements Event {}

    /**
     * The octets of a chunk came to their end (RFC 3030 §2).
     *
     * @param size in octets
     * @param wanted whether they belong to a message; else they were taken off the wire and forgotten
     */
    record ChunkReceived(long size, boolean wanted) implements Event {}

    /**
     * A message came to its end.
     *
     * @param size in octets, stuffed dots and the ending dot not counted
     */
    record ContentReceived(long size, boolean bareNewline) implements Event {}

    /**
     * A reply is about to leave.
     *
     * @param moment that it answers
     * @param refusal why, where the server refused; null for any other reply
     * @param scripted whether a rule or script decided it, instead of the correct server
     * @param octets that leave, where a rule says them as they are and {@code reply} is only what can be read in them;
     *     null where the reply leaves as SMTP has it
     * @param rule that decided it; null where none did, or a script
     */
    record ReplySent(
            Moment moment,
            Reply reply,
            @Nullable Refusal refusal,
            boolean scripted,
            @Nullable Octets octets,
            @Nullable Fired rule)
            implements Event {

        /** A reply that leaves as SMTP has it (RFC 5321 §4.2). */
        public ReplySent(Moment moment, Reply reply, @Nullable Refusal refusal, boolean scripted) {
            this(moment, reply, refusal, scripted, null, null);
        }

        /** Why the server refused, if it did. */
        public Optional<Refusal> refused() {
            return Optional.ofNullable(refusal);
        }
    }

    /** The server took a message over. */
    record MessageTaken(Message message) implements Event {}

    /**
     * Something was done to the connection on purpose.
     *
     * @param fault its word in scenario files
     * @param rule that decided it; null where none did, or a script
     */
    record FaultEnacted(
            Moment moment, String fault, @Nullable Fired rule) implements Event {
        /** One that no rule decided. */
        public FaultEnacted(Moment moment, String fault) {
            this(moment, fault, null);
        }
    }

    /**
     * A rule that decided, as it is written in the scenario's file.
     *
     * @param name empty where it has none
     * @param title as messages call it
     * @param line in the file, from 1; 0 where it comes from elsewhere
     */
    record Fired(String name, String title, int line) {}

    /**
     * Octets of the client were not obeyed.
     *
     * @param count how many
     * @param first the first of them, at most 256
     * @param reason in a person's words
     * @param shown the first of them for a person's eyes, secrets masked
     */
    record OctetsDropped(long count, Octets first, String reason, String shown) implements Event {
        /** Masked. */
        @Override
        public String toString() {
            return "OctetsDropped[count=" + count + ", first=" + shown + ", reason=" + reason + "]";
        }
    }

    /**
     * The server gave up on a client, or on a message, for it has its limits.
     *
     * @param limit its name among the server's limits
     * @param explanation in a person's words
     */
    record LimitReached(String limit, String explanation) implements Event {}

    /** A {@link JournalListener} was too slow to hear so many entries. Told in their place, and in no journal. */
    record EntriesMissed(long count) implements Event {}

    /** The connection ended. The last entry of its session. */
    record SessionClosed(How how) implements Event {}

    /**
     * A scenario is played from its beginning.
     *
     * @param seed of all its chances: the same seed and the same clients, the same run
     */
    record RunBegun(String scenario, long seed) implements Event {}

    /** The story went on to another phase. */
    record PhaseEntered(String phase) implements Event {}

    /** It is as if so much time had gone by: what comes later is so much later than its time says. */
    record TimePassed(Duration time) implements Event {}

    /** How a connection ended. */
    enum How {
        /** After QUIT, by the server as RFC 5321 §4.1.1.10 has it. */
        QUIT,
        /** The client closed without QUIT. */
        CLIENT_CLOSED,
        /** The client reset the connection. */
        CLIENT_RESET,
        /** The server closed politely without having been asked to. */
        SERVER_CLOSED,
        /** FIN without close_notify from the server. */
        SERVER_CUT,
        /** The server shut its side down first. */
        SERVER_HALF_CLOSED,
        /** RST from the server. */
        SERVER_RESET,
        /** The TLS handshake failed. */
        TLS_FAILED,
        /** The client was silent, or slow, for too long. */
        IDLE,
        /** The server went down. */
        SHUTDOWN
    }
}
