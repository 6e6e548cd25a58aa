package dev.norelay.smtp;

/**
 * Takes a message out of the octets of a connection. How they are cut into pieces makes no difference. Owned by one
 * connection, not thread-safe.
 */
public sealed interface Framer permits ContentFramer, ChunkFramer {

    /** Where the octets of the message go. */
    @FunctionalInterface
    interface Sink {
        /** Takes a run of octets; the array is the caller's and is reused afterwards. */
        void write(byte[] octets, int offset, int length);
    }

    /**
     * Reads octets up to the end of the message, or of its present chunk, at most.
     *
     * @return how many were read; the rest belongs to the next command
     */
    int read(byte[] octets, int offset, int length);

    /** Whether the message, or its present chunk, has wholly come. */
    boolean ended();

    /** Whether a CR without LF or a LF without CR was in the message so far (RFC 5321 §2.3.8 forbids both). */
    boolean bareNewline();

    /** Whether a line so far began with a dot that was not doubled, as RFC 5321 §4.5.2 wants it, nor was the end. */
    boolean unstuffedDot();

    /** Octets of the message so far, what belongs to the framing not counted (RFC 1870 §5). */
    long size();
}
