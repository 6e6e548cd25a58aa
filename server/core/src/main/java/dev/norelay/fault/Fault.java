package dev.norelay.fault;

/** Something a server does besides answering. Immutable. */
public sealed interface Fault permits Close, Cut, HalfClose, Pause, Reset, Stall {

    /** The word of scenario files. */
    String id();

    /** Does it. On the connection's event loop. */
    void enact(Wire wire);
}
