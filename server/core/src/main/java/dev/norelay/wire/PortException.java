package dev.norelay.wire;

import java.net.InetSocketAddress;
import java.util.Locale;

/** A port that cannot be bound; the message says why and what to do. */
public final class PortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortException(String listener, InetSocketAddress address, Throwable cause) {
        super(
                "cannot bind listener " + listener + " to "
                        + address.getAddress().getHostAddress() + ":" + address.getPort() + ": "
                        + advice(listener, address, String.valueOf(cause.getMessage())),
                cause);
    }

    private static String advice(String listener, InetSocketAddress address, String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("in use")) {
            return "the port is taken; give another one (" + listener + "=0 takes any that is free)";
        }
        if (lower.contains("permission")) {
            return "ports below 1024 are for root; give a higher one";
        }
        if (lower.contains("assign")) {
            return address.getAddress().getHostAddress() + " is no address of this machine";
        }
        return reason;
    }
}
