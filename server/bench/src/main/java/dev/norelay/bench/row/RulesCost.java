package dev.norelay.bench.row;

import dev.norelay.bench.load.SmtpSource;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.row.Finding.Measure;
import java.util.LinkedHashMap;
import java.util.Map;

/** What rules cost that do not match: at moments that do not come, and at one that does. */
final class RulesCost implements Row {
    private static final Measure CPU = new Measure("CPU per message", "µs");
    private static final SmtpSource LOAD = new SmtpSource(16, 4096, true);

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String title() {
        return "rules that do not match, 16 sessions, one connection each";
    }

    @Override
    public void measure(Course course, Finding finding) {
        Map<String, ServerProcess> servers = new LinkedHashMap<>();
        course.each(peer -> peer.name().equals("norelay"), peer -> start(peer, course, servers));
        if (servers.isEmpty()) {
            return;
        }
        int messages = (int) course.either(1_000, 9_000);
        try {
            servers.values().forEach(server -> LOAD.send(messages, server.port()));
            for (int round = 0; round < course.rounds(); round++) {
                servers.forEach((name, server) -> {
                    double before = server.cpuMicros();
                    LOAD.send(messages, server.port());
                    finding.add(CPU, name, (server.cpuMicros() - before) / messages);
                });
            }
        } finally {
            servers.values().forEach(ServerProcess::close);
        }
        finding.atMost(1.05, CPU, "1,000 rules at VRFY", "1 rule at VRFY");
        finding.atMost(1.2, CPU, "50 rules at RCPT", "no rule");
    }

    private static Peer start(Peer peer, Course course, Map<String, ServerProcess> servers) {
        Map<String, String> variants = new LinkedHashMap<>();
        variants.put("no rule", "");
        variants.put("50 rules at RCPT", "RCPT*50");
        variants.put("1 rule at VRFY", "VRFY*1");
        variants.put("1,000 rules at VRFY", "VRFY*1000");
        variants.forEach((name, variant) ->
                servers.put(name, course.start(((JvmPeer) peer).command(JvmPeer.FLAGS, variant))));
        return peer;
    }
}
