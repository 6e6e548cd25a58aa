package dev.norelay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A process of its own, for its descriptors: so many clients that read the greeting, and then say nothing. */
final class IdleClients {
    private IdleClients() {}

    /** Takes the port and how many; says so when all are connected, and goes when its input ends. */
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        int many = Integer.parseInt(args[1]);
        List<SmtpWire> clients = new ArrayList<>(many);
        for (int i = 0; i < many; i++) {
            clients.add(SmtpWire.connect(port));
        }
        clients.forEach(client -> client.expect("220"));
        System.out.println("connected");
        while (System.in.read() >= 0) {
            // until the test has gone
        }
    }
}
