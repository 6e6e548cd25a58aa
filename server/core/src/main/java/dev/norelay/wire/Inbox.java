package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.session.Policy.BareNewline;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.SyntaxError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/** What the client has sent and nobody has obeyed yet. On the connection's event loop. */
final class Inbox {
    /** Octets of a client that waits for an answer, held in memory; beyond, its writes block. */
    private static final int MAX_WAITING = 64 << 10;
    /** Of octets that are dropped, so many stand in the journal. */
    private static final int SHOWN = 256;

    private final SessionRecorder recorder;
    private final LineReader lines = new LineReader();
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private final Secrets secrets = new Secrets();
    private boolean moreAtReply;
    private boolean pipelined;
    private Octets line = Octets.copyOf(new byte[0]);

    Inbox(SessionRecorder recorder) {
        this.recorder = recorder;
    }

    /** Takes octets over. */
    void add(ByteBufAllocator allocator, ByteBuf octets) {
        received = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, received, octets);
    }

    /** Journals octets that nobody will obey, and lets them go. */
    void refuse(ByteBuf octets, String reason) {
        if (octets.isReadable()) {
            recorder.record(dropped(octets, reason));
        }
        octets.release();
    }

    /** Journals what is here and has not been obeyed, and forgets it. */
    void discard(String reason) {
        if (received.isReadable()) {
            recorder.record(dropped(received, reason));
            received.skipBytes(received.readableBytes());
        }
    }

    private Event dropped(ByteBuf octets, String reason) {
        Octets first = first(octets);
        int count = octets.readableBytes();
        return new Event.OctetsDropped(count, first, reason, secrets.masked(first, count));
    }

    private static Octets first(ByteBuf octets) {
        byte[] first = new byte[Math.min(SHOWN, octets.readableBytes())];
        octets.getBytes(octets.readerIndex(), first);
        return Octets.copyOf(first);
    }

    /** Whether a line has begun and not ended. */
    boolean inLine() {
        return received.isReadable() || lines.skipping();
    }

    boolean isEmpty() {
        return !received.isReadable();
    }

    /** Whether reading must wait until some of it has been obeyed. */
    boolean isFull() {
        return received.readableBytes() > MAX_WAITING;
    }

    /** The octets themselves, for who takes a message out of them. */
    ByteBuf octets() {
        return received;
    }

    /** A reply leaves: what is here now came before it (RFC 2920). */
    void replied() {
        moreAtReply = received.isReadable();
    }

    /** Whether octets of the last command came before the last reply left. */
    boolean pipelined() {
        return pipelined;
    }

    /** The last command's line, as it came. */
    String line() {
        return line.toString();
    }

    /** The next command, journalled; null if its line has not wholly arrived. */
    @Nullable
    Command next(boolean exchange, BareNewline bareNewline) {
        pipelined = moreAtReply;
        if (!lines.skipping() && TlsFailures.looksLikeHandshake(received)) {
            return handshake();
        }
        int limit = exchange || secrets.expected() ? CommandParser.MAX_AUTHENTICATION_LINE : CommandParser.MAX_LINE;
        LineReader.Line next = lines.next(received, limit);
        if (next == null) {
            return null;
        }
        Command command = read(next, exchange, bareNewline);
        line = next.octets();
        int secretFrom = secrets.inLine(next.octets(), command);
        recorder.record(new Event.CommandReceived(next.octets(), command, secretFrom, pipelined));
        return command;
    }

    private static Command read(LineReader.Line next, boolean exchange, BareNewline bareNewline) {
        byte[] octets = next.octets().toArray();
        if (next.tooLong()) {
            SyntaxError error = exchange ? SyntaxError.AUTHENTICATION_LINE_TOO_LONG : SyntaxError.LINE_TOO_LONG;
            return malformed(octets, exchange, error, "the line is too long; it begins so");
        }
        if (next.bare() && bareNewline == BareNewline.REJECT) {
            return malformed(octets, exchange, SyntaxError.BARE_NEWLINE, "the line ends with LF alone");
        }
        return exchange ? CommandParser.parseAuthResponse(octets) : CommandParser.parse(octets);
    }

    private static Command malformed(byte[] octets, boolean exchange, SyntaxError error, String explanation) {
        return exchange
                ? new Command.Malformed(Moment.AUTH, error, explanation)
                : CommandParser.malformed(octets, error, explanation);
    }

    /** A client that begins with TLS where plaintext is expected: it would wait for ever. */
    private Command handshake() {
        Octets first = first(received);
        received.skipBytes(received.readableBytes());
        line = Octets.copyOf(new byte[0]);
        Command command = new Command.Malformed(
                Moment.OTHER, SyntaxError.TLS_HANDSHAKE, "a TLS handshake on a port that begins in plaintext");
        recorder.record(new Event.CommandReceived(first, command, -1));
        return command;
    }

    void release() {
        received.release();
        received = Unpooled.EMPTY_BUFFER;
    }
}
