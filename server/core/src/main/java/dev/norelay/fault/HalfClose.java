package dev.norelay.fault;

/** Sends FIN and goes on reading. */
public record HalfClose() implements Fault {
    @Override
    public String id() {
        return "half-close";
    }

    @Override
    public void enact(Wire wire) {
        wire.end(Ending.HALF_CLOSE);
    }
}
