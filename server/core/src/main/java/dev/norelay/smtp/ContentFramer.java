package dev.norelay.smtp;

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
                    while (octet != '\r' && octet != '\n' && at + 1 < end) {
                        octet = octets[++at];
                    }
                    state = next(octet);
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
