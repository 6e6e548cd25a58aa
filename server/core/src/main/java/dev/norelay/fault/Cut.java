package dev.norelay.fault;

/** Ends the connection with FIN and without close_notify, as a dying process does. */
public record Cut() implements Fault {
    @Override
    public String id() {
        return "cut";
    }

    @Override
    public void enact(Wire wire) {
        wire.end(Ending.CUT);
    }
}
