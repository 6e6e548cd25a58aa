package dev.norelay.testcontainers;

/** How clients come to a port of norelay's. */
@FunctionalInterface
interface Ways {
    /**
     * Host and port as a client has to be told.
     *
     * @param host a name or an address
     */
    record Place(String host, int port) {}

    /**
     * The place from which a client comes to that port, and meets what is to happen there.
     *
     * @param port in the container
     * @param service what answers there, as the control API names it: {@code smtp}, {@code refuse}, {@code ignore} …
     * @throws IllegalStateException if there is no such place
     */
    Place to(int port, String service);

    /** For clients on a network of the container's own: nothing is in between. */
    static Ways within(String alias) {
        return (port, service) -> new Place(alias, port);
    }
}
