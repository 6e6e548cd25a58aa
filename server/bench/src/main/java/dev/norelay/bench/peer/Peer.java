package dev.norelay.bench.peer;

import java.util.List;

/** A server under test: how it is started, and what the report says of it. */
public interface Peer {
    /** In tables and goals, such as {@code greenmail}. */
    String name();

    /** Name and version of what is measured. */
    String version();

    /** What carries its octets. */
    String transport();

    /** Whether each connection costs a thread: thousands of them would be no fair load. */
    default boolean hasThreadPerConnection() {
        return false;
    }

    /** Whether it serves one connection after the other. */
    default boolean servesOneAtATime() {
        return false;
    }

    /**
     * The command that runs it. It says {@code PID PORT} once it listens, and ends with its standard input.
     *
     * @throws MissingException if something that it needs is not on this machine
     */
    List<String> command();

    /** Why a peer is left out. */
    final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String because;

        /** With the reason, to be read behind "left out, because". */
        public MissingException(String because) {
            super(because);
            this.because = because;
        }

        /** The reason. */
        public String because() {
            return because;
        }
    }
}
