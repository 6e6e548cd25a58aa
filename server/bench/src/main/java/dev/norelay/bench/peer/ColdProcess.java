package dev.norelay.bench.peer;

import dev.norelay.bench.load.Client;
import java.lang.management.ManagementFactory;

/**
 * The main class of a process for the first server of a JVM. Prints the milliseconds from the beginning of main to the
 * greeting received, and how many classes have been loaded.
 */
public final class ColdProcess {
    private ColdProcess() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        long begun = System.nanoTime();
        // By its class, for the list of all peers would load more than this one.
        JvmPeer peer = Class.forName(args[0])
                .asSubclass(JvmPeer.class)
                .getDeclaredConstructor()
                .newInstance();
        try (JvmPeer.Running server = peer.start(args[1])) {
            new Client(server.port()).close();
            double millis = (System.nanoTime() - begun) / 1e6;
            long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
            System.out.println(millis + " " + classes);
        }
        System.exit(0);
    }
}
