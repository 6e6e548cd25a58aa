package dev.norelay.fault;

/** Ends the connection politely: close_notify inside TLS, then FIN. */
public record Close() implements Fault {
    @Override
    public String id() {
        return "close";
    }

    @Override
    public void enact(Wire wire) {
        wire.end(Ending.CLOSE);
    }
}
