package dev.norelay.smtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes a message out of the octets behind DATA: finds the end, takes away stuffed dots (RFC 5321 §4.5.2) and keeps
 * every other octet. Only CRLF ends a line and only CRLF "." CRLF ends the message (§2.3.8, §4.1.1.4), whatever the
 * policy on bare newlines is: anything else would let one message be smuggled inside another.
 */
public final class ContentFramer implements Framer {
    private enum State {
        LINE_START,
        INSIDE,
        CR,
        /** The dot at a line's start, not yet known to be stuffing or the end. */
        DOT,
        DOT_CR,
        ENDED
    }

    /** For eight octets at once: their top bits, and one more than CR in each. */
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;

    private static final long BEHIND_CR = 0x0E0E_0E0E_0E0E_0E0EL;

    private final Sink sink;
    private State state = State.LINE_START;
    private boolean bareNewline;
    private boolean unstuffedDot;
    private long size;

    public ContentFramer(Sink sink) {
        this.sink = sink;
    }

    @Override
    public int read(byte[] octets, int offset, int length) {
        int end = offset + length;
        int start = offset;
        int at = offset;
        while (at < end && state != State.ENDED) {
            byte octet = octets[at];
            switch (state) {
                case LINE_START -> {
                    if (octet == '.') {
                        emit(octets, start, at);
                        start = at + 1;
                        state = State.DOT;
                    } else {
                        state = next(octet);
                    }
                }
                case INSIDE -> {
                    at = behindWholeLines(octets, at, end);
                    if (at == end) {
                        continue;
                    }
                    state = next(octets[at]);
                }
                case CR -> state = behindCr(octet);
                case DOT -> {
                    unstuffedDot |= octet != '.' && octet != '\r' && octet != '\n';
                    state = octet == '\r' ? State.DOT_CR : next(octet);
                }
                case DOT_CR -> {
                    if (octet == '\n') {
                        state = State.ENDED;
                        start = at + 1;
                    } else {
                        start = resume(start, at);
                        state = behindCr(octet);
                    }
                }
                default -> throw new IllegalStateException("reading behind the end of the message");
            }
            at++;
        }
        emit(octets, start, state == State.DOT_CR ? Math.max(start, at - 1) : at);
        return at - offset;
    }

    /**
     * Goes over lines that end as they should and begin with no dot; the one that it stands in ends as it does.
     *
     * @return where the first CR or LF is that has to be looked at, or the end
     */
    private static int behindWholeLines(byte[] octets, int from, int end) {
        ByteBuffer words = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        int at = lineEnd(words, octets, from, end);
        while (at + 2 < end && octets[at] == '\r' && octets[at + 1] == '\n' && octets[at + 2] != '.') {
            at = lineEnd(words, octets, at + 2, end);
        }
        return at;
    }

    /** Where the next CR or LF is, or the end: eight octets at a time, for most octets of most messages are neither. */
    private static int lineEnd(ByteBuffer words, byte[] octets, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long word = words.getLong(at);
            long low = (word - BEHIND_CR)
                    & ~word
                    & TOP_BITS; // the first bit is that of the first octet that is CR or less
            if (low == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(low) / Byte.SIZE;
            if (octets[at] == '\r' || octets[at] == '\n') {
                return at;
            }
            at++;
        }
        while (at < end && octets[at] != '\r' && octets[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Behind a dot and CR that were not the end: the CR, held back so far, is content after all. */
    private int resume(int start, int at) {
        if (at > start) {
            return start; // the CR is in this piece, at start
        }
        emit(new byte[] {'\r'}, 0, 1);
        return at;
    }

    private State next(byte octet) {
        if (octet == '\r') {
            return State.CR;
        }
        bareNewline |= octet == '\n';
        return State.INSIDE;
    }

    private State behindCr(byte octet) {
        if (octet == '\n') {
            return State.LINE_START;
        }
        bareNewline = true;
        return octet == '\r' ? State.CR : State.INSIDE;
    }

    private void emit(byte[] octets, int from, int to) {
        if (to > from) {
            sink.write(octets, from, to - from);
            size += to - from;
        }
    }

    /** Whether the line with the single dot has been read. */
    @Override
    public boolean ended() {
        return state == State.ENDED;
    }

    @Override
    public boolean bareNewline() {
        return bareNewline;
    }

    @Override
    public boolean unstuffedDot() {
        return unstuffedDot;
    }

    @Override
    public long size() {
        return size;
    }
}
