package dev.norelay.bench.peer;

/** A peer in a JVM that has a thread for each connection. */
public abstract class ThreadPeer extends JvmPeer {
    @Override
    public String transport() {
        return "a thread a connection";
    }

    @Override
    public boolean hasThreadPerConnection() {
        return true;
    }
}
