package dev.norelay.fault;

/** How a server ends a connection. */
public enum Ending {
    /** The polite way: close_notify inside TLS, then FIN. */
    CLOSE,
    /** FIN without close_notify, as if the process had died. */
    CUT,
    /** FIN from the server, which goes on reading. */
    HALF_CLOSE,
    /** RST, also inside TLS. */
    RESET
}
