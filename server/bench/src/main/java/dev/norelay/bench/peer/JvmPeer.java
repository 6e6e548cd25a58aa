package dev.norelay.bench.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A peer that runs in a JVM; all of them with the same flags. */
public abstract class JvmPeer implements Peer {
    /** So that resident memory outside the heap is what the collector does not hide; see {@code IdleConnections}. */
    public static final List<String> FLAGS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-Dio.netty.leakDetection.level=disabled");

    /** A server that has been started. */
    public interface Running extends AutoCloseable {
        /** Where it listens. */
        int port();

        /** Forgets the messages that it would keep for ever; a server that bounds what it keeps does nothing. */
        default void forget() {}

        /** Stops it, and returns when nothing of it is left. */
        @Override
        void close();
    }

    /** Starts one on a free port of loopback, in this JVM. */
    public abstract Running start();

    @Override
    public List<String> command() {
        return command(FLAGS);
    }

    /** The command with other flags for the JVM. */
    public List<String> command(List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerProcess.class.getName(), name()));
        return command;
    }
}
