package dev.norelay.fault;

/**
 * Ends the connection in the middle: FIN without close_notify behind so many octets, counted from now on below TLS.
 *
 * @param read octets that are still read of the client; 0 for no such limit
 * @param write octets that the server still writes; 0 for no such limit
 */
public record CutAfter(long read, long write) implements Fault {
    public CutAfter {
        if (read < 0 || write < 0 || read + write == 0) {
            throw new IllegalArgumentException("give at least 1 octet: " + read + ", " + write);
        }
    }

    @Override
    public String id() {
        return "cut-after";
    }

    @Override
    public boolean isPassing() {
        return true;
    }

    @Override
    public void enact(Wire wire) {
        wire.cutAfter(read, write);
    }
}
