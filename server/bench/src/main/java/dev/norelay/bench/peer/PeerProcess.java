package dev.norelay.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a JVM peer's process. It says {@code PID PORT}, then answers each line of its standard input with
 * one: {@code forget} what is kept, {@code heap} in octets after a collection; and ends with its standard input.
 */
final class PeerProcess {
    private PeerProcess() {}

    public static void main(String[] args) throws IOException {
        JvmPeer peer = (JvmPeer) Peers.named(args[0]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (JvmPeer.Running server = peer.start(args[1])) {
            System.out.println(ProcessHandle.current().pid() + " " + server.port());
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(answer(order, server));
            }
        }
        System.exit(0); // some peers leave threads behind
    }

    private static String answer(String order, JvmPeer.Running server) {
        return switch (order) {
            case "forget" -> {
                server.forget();
                yield "done";
            }
            case ServerProcess.COMPILING -> ServerProcess.compiling();
            case "heap" -> {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                yield Long.toString(runtime.totalMemory() - runtime.freeMemory());
            }
            default -> throw new IllegalArgumentException("no such order: " + order);
        };
    }
}
