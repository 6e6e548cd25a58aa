package dev.norelay.wire;

import dev.norelay.smtp.Octets;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines out of a connection's octets. Only CRLF ends a line (RFC 5321 §2.3.8); a bare LF is taken as an end too,
 * but the line says so. Of a line that is too long the beginning is returned as soon as that is known, once, and the rest
 * is skipped.
 */
final class LineReader {

    /**
     * A line.
     *
     * @param octets without its end
     * @param bare whether it ended with LF alone
     * @param tooLong whether it is longer than allowed; then only its beginning is here
     */
    record Line(Octets octets, boolean bare, boolean tooLong) {}

    private static final int KEPT = 1024;

    private boolean skipping;
    private int scanned;

    /** The next line, or null if it has not wholly arrived. */
    @Nullable
    Line next(ByteBuf received, int limit) {
        int newline = find(received);
        if (skipping) {
            received.skipBytes(newline < 0 ? received.readableBytes() : newline + 1);
            scanned = 0;
            if (newline < 0) {
                return null;
            }
            skipping = false;
            newline = find(received);
        }
        int length = newline < 0 ? received.readableBytes() : newline;
        if (length > limit + 1) {
            return tooLong(received, newline);
        }
        return newline < 0 ? null : line(received, newline);
    }

    /** Whether the rest of a line that was too long is still to come. */
    boolean skipping() {
        return skipping;
    }

    /** The index of the first LF behind the reader index, or -1; what was looked at before is not looked at again. */
    private int find(ByteBuf received) {
        int from = received.readerIndex() + scanned;
        int at = received.indexOf(from, received.writerIndex(), (byte) '\n');
        scanned = at < 0 ? received.readableBytes() : 0;
        return at < 0 ? -1 : at - received.readerIndex();
    }

    private Line tooLong(ByteBuf received, int newline) {
        byte[] start = new byte[KEPT];
        received.getBytes(received.readerIndex(), start);
        skipping = newline < 0;
        received.skipBytes(newline < 0 ? received.readableBytes() : newline + 1);
        scanned = 0;
        return new Line(Octets.copyOf(start), false, true);
    }

    private static Line line(ByteBuf received, int newline) {
        boolean crlf = newline > 0 && received.getByte(received.readerIndex() + newline - 1) == '\r';
        byte[] octets = new byte[crlf ? newline - 1 : newline];
        received.readBytes(octets);
        received.skipBytes(crlf ? 2 : 1);
        return new Line(Octets.copyOf(octets), !crlf, false);
    }
}
