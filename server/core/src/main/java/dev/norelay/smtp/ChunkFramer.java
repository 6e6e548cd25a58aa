package dev.norelay.smtp;

/**
 * Takes a message out of the octets behind BDAT: of each chunk so many as were announced, as they are, since no dot is
 * stuffed and nothing but the count ends a chunk (RFC 3030 §2).
 */
public final class ChunkFramer implements Framer {
    private final Sink sink;
    private long left;
    private long size;
    private boolean bareNewline;
    private boolean carriageReturn;

    public ChunkFramer(Sink sink) {
        this.sink = sink;
    }

    /** The next chunk, of so many octets, begins. */
    public void begin(long octets) {
        if (left > 0) {
            throw new IllegalStateException("the chunk before still lacks " + left + " octets");
        }
        left = octets;
    }

    @Override
    public int read(byte[] octets, int offset, int length) {
        int count = (int) Math.min(left, length);
        for (int at = offset; at < offset + count; at++) {
            bareNewline |= carriageReturn != (octets[at] == '\n');
            carriageReturn = octets[at] == '\r';
        }
        if (count > 0) {
            sink.write(octets, offset, count);
            left -= count;
            size += count;
        }
        return count;
    }

    @Override
    public boolean ended() {
        return left == 0;
    }

    /** A CR at the very end has no LF yet, and counts. */
    @Override
    public boolean bareNewline() {
        return bareNewline || carriageReturn;
    }

    /** In chunks a dot is like any other octet. */
    @Override
    public boolean unstuffedDot() {
        return false;
    }

    @Override
    public long size() {
        return size;
    }
}
