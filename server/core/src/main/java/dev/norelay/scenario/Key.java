package dev.norelay.scenario;

import static dev.norelay.smtp.Moment.CONNECT;
import static dev.norelay.smtp.Moment.CONTENT;
import static dev.norelay.smtp.Moment.DATA;
import static dev.norelay.smtp.Moment.END_OF_DATA;
import static dev.norelay.smtp.Moment.IDLE;
import static dev.norelay.smtp.Moment.MAIL;
import static dev.norelay.smtp.Moment.RCPT;

import dev.norelay.smtp.Ids;
import dev.norelay.smtp.Moment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a condition of a rule may ask about. A closed vocabulary: the {@code when} keys of scenario files. */
public enum Key {
    /** The listener's name. */
    LISTENER(Kind.TEXT, always()),
    /** The client's address, without port. */
    CLIENT(Kind.TEXT, always()),
    /** What the client said at EHLO or HELO; {@code none}: it has not. */
    HELO(Kind.TEXT, except(CONNECT)),
    /** Whether TLS is active, or its version. */
    TLS(Kind.TEXT, always()),
    /** Whether the client has logged in. */
    AUTHENTICATED(Kind.FLAG, except(CONNECT, Moment.TLS)),
    /** Who has logged in, or tries to; {@code none}: nobody. */
    USER(Kind.TEXT, except(CONNECT, Moment.TLS)),
    /** The mechanism of the login. */
    MECHANISM(Kind.TEXT, except(CONNECT, Moment.TLS)),
    /** The reverse-path of the transaction. */
    SENDER(Kind.TEXT, EnumSet.of(MAIL, RCPT, DATA, CONTENT, END_OF_DATA)),
    /** The forward-path of this RCPT; later, any of the transaction's. */
    RECIPIENT(Kind.TEXT, EnumSet.of(RCPT, DATA, CONTENT, END_OF_DATA)),
    /** How many recipients the transaction has, this one counted. */
    RECIPIENTS(Kind.NUMBER, EnumSet.of(RCPT, DATA, CONTENT, END_OF_DATA)),
    /** The size in octets: declared until DATA, so far while content arrives, real at the end. */
    SIZE(Kind.SIZE, EnumSet.of(MAIL, RCPT, DATA, CONTENT, END_OF_DATA)),
    /** Any unfolded {@code Name: value} line of the header. */
    HEADER(Kind.TEXT, EnumSet.of(END_OF_DATA)),
    /** What follows the header. */
    BODY(Kind.TEXT, EnumSet.of(END_OF_DATA)),
    /** The whole command line. */
    COMMAND(Kind.TEXT, except(CONNECT, Moment.TLS, CONTENT, END_OF_DATA, IDLE)),
    /** Whether octets of this command came before the last reply left. */
    PIPELINED(Kind.FLAG, except(CONNECT, Moment.TLS, CONTENT, IDLE)),
    /** The session's number in the run, from 1. */
    SESSION(Kind.NUMBER, always()),
    /** Which attempt at this message it is, from 1. */
    ATTEMPT(Kind.NUMBER, EnumSet.of(END_OF_DATA)),
    /** How long the client has been silent. */
    FOR(Kind.DURATION, EnumSet.of(IDLE)),
    /** What a correct server would do: {@code accepted}, {@code refused}, or a refusal. */
    PROPOSED(Kind.TEXT, except(Moment.TLS, CONTENT, IDLE));

    /** How values are written and compared. */
    public enum Kind {
        TEXT,
        FLAG,
        NUMBER,
        SIZE,
        DURATION;

        /** Whether it is compared with numbers, not with texts. */
        boolean isMeasured() {
            return this == NUMBER || this == SIZE || this == DURATION;
        }
    }

    private final Kind kind;
    private final Set<Moment> moments;

    Key(Kind kind, Set<Moment> moments) {
        this.kind = kind;
        this.moments = moments;
    }

    private static Set<Moment> always() {
        return EnumSet.allOf(Moment.class);
    }

    private static Set<Moment> except(Moment first, Moment... others) {
        return EnumSet.complementOf(EnumSet.of(first, others));
    }

    /** The word of scenario files. */
    public String id() {
        return Ids.of(this);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it is known at a moment. For {@link Moment#ANY}: at the moments where it is not, it does not match. */
    public boolean isKnownAt(Moment moment) {
        return moment == Moment.ANY || moments.contains(moment);
    }

    /** The key with that word, if there is one. */
    public static Optional<Key> ofId(String id) {
        return Ids.find(values(), id);
    }
}
