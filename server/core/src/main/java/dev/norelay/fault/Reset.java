package dev.norelay.fault;

/** Resets the connection: the client reads ECONNRESET, also inside TLS. */
public record Reset() implements Fault {
    @Override
    public String id() {
        return "reset";
    }

    @Override
    public void enact(Wire wire) {
        wire.end(Ending.RESET);
    }
}
