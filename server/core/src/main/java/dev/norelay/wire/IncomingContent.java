package dev.norelay.wire;

import dev.norelay.journal.MessageContent;
import dev.norelay.session.Content;
import dev.norelay.smtp.ChunkFramer;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.ContentFramer;
import dev.norelay.smtp.Framer;
import dev.norelay.smtp.Octets;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A message that is arriving: taken out of the connection's octets, and kept. On the connection's event loop. */
final class IncomingContent {
    /** Octets that are looked at in one go where the buffer does not show its array. */
    private static final int PIECE = 8 << 10;

    private final Intake intake;
    private final Framer framer;
    private boolean lastPart = true;
    private boolean over;

    private IncomingContent(Intake intake, Framer framer) {
        this.intake = intake;
        this.framer = framer;
    }

    /**
     * Nothing yet of a message behind DATA.
     *
     * @param whenKept is run on the loop when all has been written that somebody waits for
     */
    static IncomingContent behindData(Spool spool, Executor loop, Runnable whenKept) {
        Intake intake = new Intake(spool, loop, whenKept);
        return new IncomingContent(intake, new ContentFramer(intake));
    }

    /** Nothing yet of a message in chunks; each has to {@link #begin}. */
    static IncomingContent inChunks(Spool spool, Executor loop, Runnable whenKept) {
        Intake intake = new Intake(spool, loop, whenKept);
        return new IncomingContent(intake, new ChunkFramer(intake));
    }

    /** The next chunk begins. */
    void begin(Command.Bdat chunk) {
        lastPart = chunk.last();
        ((ChunkFramer) framer).begin(chunk.size());
    }

    /**
     * Takes what belongs to the message, or to its present chunk; the rest stays.
     *
     * @param maxSize beyond which it will not be taken, so that it need not be kept; 0: no limit
     */
    void read(ByteBuf received, long maxSize) {
        if (over) {
            return;
        }
        feed(received);
        if (maxSize > 0 && framer.size() > maxSize) {
            intake.drop();
        }
        if (framer.ended() && lastPart) {
            over = true;
            intake.end();
        }
    }

    private void feed(ByteBuf received) {
        if (received.hasArray()) {
            int from = received.arrayOffset() + received.readerIndex();
            received.skipBytes(framer.read(received.array(), from, received.readableBytes()));
            return;
        }
        byte[] piece = new byte[Math.min(PIECE, received.readableBytes())];
        while (received.isReadable() && !framer.ended()) {
            int length = Math.min(piece.length, received.readableBytes());
            received.getBytes(received.readerIndex(), piece, 0, length);
            received.skipBytes(framer.read(piece, 0, length));
        }
    }

    /** Whether the line with the single dot has come, or all of the present chunk. */
    boolean ended() {
        return framer.ended();
    }

    /** Whether octets are still on their way to a file. */
    boolean busy() {
        return intake.busy();
    }

    /** Whether reading must wait for the file. */
    boolean full() {
        return intake.full();
    }

    /** Whether a line so far began with a single dot and was not the end. */
    boolean unstuffedDot() {
        return framer.unstuffedDot();
    }

    /**
     * What there is to know about it so far.
     *
     * @param withBeginning whether its first octets are asked for, which costs a copy of them
     */
    Content known(boolean withBeginning) {
        byte[] beginning = withBeginning ? intake.beginning() : new byte[0];
        return new Content(framer.size(), framer.bareNewline(), intake.trouble() == null, Octets.copyOf(beginning));
    }

    /** Why it could not be kept, in a person's words; null where nothing was in the way. */
    @Nullable
    String trouble() {
        return intake.trouble();
    }

    /** Its octets, which belong to the caller from now on. */
    MessageContent octets() {
        return intake.content();
    }

    /** Nobody wants it. */
    void drop() {
        intake.drop();
    }
}
