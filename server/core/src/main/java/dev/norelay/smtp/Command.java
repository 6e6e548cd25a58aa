package dev.norelay.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One command line as a value. Whatever a client sends is one: a mistake is {@link Malformed}, never an exception. */
public sealed interface Command {

    /** The moment at which this command is answered. */
    Moment moment();

    /** RFC 5321 §4.1.1.1. */
    record Ehlo(String domain) implements Command {
        @Override
        public Moment moment() {
            return Moment.EHLO;
        }
    }

    /** RFC 5321 §4.1.1.1. */
    record Helo(String domain) implements Command {
        @Override
        public Moment moment() {
            return Moment.EHLO;
        }
    }

    /**
     * RFC 5321 §4.1.1.2.
     *
     * @param parameters keywords in upper case, values as sent, empty where there was none
     */
    record Mail(Path reversePath, Map<String, String> parameters) implements Command {
        public Mail {
            parameters = inOrder(parameters);
        }

        @Override
        public Moment moment() {
            return Moment.MAIL;
        }
    }

    /**
     * RFC 5321 §4.1.1.3.
     *
     * @param parameters keywords in upper case, values as sent, empty where there was none
     */
    record Rcpt(Path forwardPath, Map<String, String> parameters) implements Command {
        public Rcpt {
            parameters = inOrder(parameters);
        }

        @Override
        public Moment moment() {
            return Moment.RCPT;
        }
    }

    /** RFC 5321 §4.1.1.4. */
    record Data() implements Command {
        @Override
        public Moment moment() {
            return Moment.DATA;
        }
    }

    /**
     * RFC 3030 §2: so many octets of the message stand behind this line. Answered when they have come.
     *
     * @param size in octets
     * @param last whether no other chunk follows
     */
    record Bdat(long size, boolean last) implements Command {
        @Override
        public Moment moment() {
            return Moment.DATA;
        }
    }

    /** RFC 5321 §4.1.1.5. */
    record Rset() implements Command {
        @Override
        public Moment moment() {
            return Moment.RSET;
        }
    }

    /** RFC 5321 §4.1.1.9. */
    record Noop() implements Command {
        @Override
        public Moment moment() {
            return Moment.NOOP;
        }
    }

    /** RFC 5321 §4.1.1.6. */
    record Vrfy(String string) implements Command {
        @Override
        public Moment moment() {
            return Moment.VRFY;
        }
    }

    /** RFC 5321 §4.1.1.8, whatever it is about. */
    record Help() implements Command {
        @Override
        public Moment moment() {
            return Moment.OTHER;
        }
    }

    /** RFC 5321 §4.1.1.10. */
    record Quit() implements Command {
        @Override
        public Moment moment() {
            return Moment.QUIT;
        }
    }

    /** RFC 3207 §4. */
    record StartTls() implements Command {
        @Override
        public Moment moment() {
            return Moment.STARTTLS;
        }
    }

    /**
     * RFC 4954 §4.
     *
     * @param mechanism in upper case
     * @param initialResponse still in base64; null where there was none, {@code =} where it is empty
     */
    record Auth(String mechanism, @Nullable String initialResponse) implements Command {
        @Override
        public Moment moment() {
            return Moment.AUTH;
        }

        /** The initial response masked: it may hold a password. */
        @Override
        public String toString() {
            return "Auth[mechanism=" + mechanism + (initialResponse == null ? "]" : ", initialResponse=***]");
        }
    }

    /** A line of the client's within an authentication exchange (RFC 4954 §4), still in base64. */
    record AuthResponse(String base64) implements Command {
        @Override
        public Moment moment() {
            return Moment.AUTH;
        }

        /** Masked: it may hold a password. */
        @Override
        public String toString() {
            return "AuthResponse[***]";
        }
    }

    /** A command that is known and that this server does not implement: EXPN, TURN and the like. */
    record NotImplemented(String verb) implements Command {
        @Override
        public Moment moment() {
            return Moment.OTHER;
        }
    }

    /** No command at all. */
    record Unrecognized(String verb) implements Command {
        @Override
        public Moment moment() {
            return Moment.OTHER;
        }
    }

    /**
     * A line that means a command and is wrong.
     *
     * @param moment the moment of the command that it was meant to be, or {@link Moment#OTHER}
     * @param explanation what is wrong, in a person's words, for the journal
     */
    record Malformed(Moment moment, SyntaxError error, String explanation) implements Command {}

    /** An unchangeable copy in the client's order. */
    private static Map<String, String> inOrder(Map<String, String> parameters) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
