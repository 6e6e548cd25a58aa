package dev.norelay.standalone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** The address by which other devices of the network reach this machine. */
final class LanAddress {
    /** RFC 5737: nobody has it. Connecting a datagram socket sends nothing; it only asks which way one would go. */
    private static final byte[] SOMEWHERE_ELSE = {(byte) 192, 0, 2, 1};

    private LanAddress() {}

    /** The address of this machine on the way out; else any that it has; else loopback. */
    static InetAddress find() {
        return onTheWayOut().or(LanAddress::any).orElseGet(InetAddress::getLoopbackAddress);
    }

    private static Optional<InetAddress> onTheWayOut() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(SOMEWHERE_ELSE), 9));
            return Optional.of(socket.getLocalAddress()).filter(LanAddress::isUsable);
        } catch (IOException | java.io.UncheckedIOException noWayOut) {
            return Optional.empty(); // a network without a router has addresses all the same
        }
    }

    private static Optional<InetAddress> any() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(LanAddress::isUsable)
                    .findFirst();
        } catch (SocketException noNetwork) {
            return Optional.empty(); // so only this machine can connect
        }
    }

    private static boolean isUsable(InetAddress address) {
        return address instanceof Inet4Address && !address.isLoopbackAddress() && !address.isAnyLocalAddress();
    }
}
