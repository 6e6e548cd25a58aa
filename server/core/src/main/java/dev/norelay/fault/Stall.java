package dev.norelay.fault;

/** Says nothing any more, and keeps the connection. */
public record Stall() implements Fault {
    @Override
    public String id() {
        return "stall";
    }

    @Override
    public void enact(Wire wire) {
        wire.stall();
    }
}
