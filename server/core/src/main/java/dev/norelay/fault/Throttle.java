package dev.norelay.fault;

/**
 * Lets octets pass at a low rate from now on, below TLS. The server's end comes behind what it has written; what it does
 * not read makes the client's writes block.
 *
 * @param read octets a second of the client; 0 leaves it as it is
 * @param write octets a second of the server; 0 leaves it as it is
 */
public record Throttle(long read, long write) implements Fault {
    public Throttle {
        if (read < 0 || write < 0 || read + write == 0) {
            throw new IllegalArgumentException("give a rate of at least 1 octet a second: " + read + ", " + write);
        }
    }

    @Override
    public String id() {
        return "throttle";
    }

    @Override
    public boolean isPassing() {
        return true;
    }

    @Override
    public void enact(Wire wire) {
        wire.throttle(read, write);
    }
}
