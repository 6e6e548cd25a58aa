package dev.norelay.fault;

/**
 * Says nothing any more, and keeps the connection.
 *
 * @param deaf whether nothing is read any more either, so that the client's writes block. The client's end is not seen
 *     then (NIO tells of it to who reads): the connection stays until the server goes down
 */
public record Stall(boolean deaf) implements Fault {
    @Override
    public String id() {
        return "stall";
    }

    @Override
    public void enact(Wire wire) {
        wire.stall(deaf);
    }
}
