package dev.norelay.bench.peer;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.reply;

import dev.norelay.Norelay;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.smtp.Moment;
import java.nio.file.Path;

/**
 * norelay as tests embed it: the catalogue's scenario {@code open}, everything journalled. Variants: the name of another
 * scenario of the catalogue; {@code large}, which takes 64 MiB; {@code MOMENT*n}, with n rules at that moment that never
 * match; {@code faults}, which does to each client the fault of {@link Ailing} that it names at HELO; {@code tls} and {@code tcnative}, where it is the port for TLS that is spoken of.
 */
public final class NorelayPeer extends JvmPeer {
    private static final String RULES = "*";

    @Override
    public String name() {
        return "norelay";
    }

    @Override
    public String version() {
        return "this build, with a scenario loaded and everything journalled";
    }

    @Override
    public String transport() {
        return "NIO";
    }

    @Override
    public Running start(String variant) {
        boolean tls = variant.equals("tls") || variant.equals("tcnative");
        return new Playing(played(tls ? "" : variant), tls ? "submissions" : "smtp");
    }

    private static Norelay played(String variant) {
        if (variant.equals("large")) {
            return Norelay.start(ScenarioReader.read(Path.of("server/bench/peers/large.yaml")));
        }
        if (variant.equals("faults")) {
            return Ailing.server();
        }
        if (!variant.contains(RULES)) {
            return Norelay.start(variant.isEmpty() ? "open" : variant);
        }
        Norelay server = Norelay.start("open");
        Moment moment = Moment.valueOf(variant.substring(0, variant.indexOf(RULES)));
        int count = Integer.parseInt(variant.substring(variant.indexOf(RULES) + 1));
        for (int rule = 0; rule < count; rule++) {
            server.add(
                    moment == Moment.RCPT
                            ? on(moment)
                                    .when(recipient("nobody-" + rule + "@*"))
                                    .then(reply("550 5.1.1 no such user"))
                            : on(moment).then(reply("252 2.0.0 perhaps")));
        }
        return server;
    }

    private record Playing(Norelay server, String listener) implements Running {
        @Override
        public int port() {
            return server.port(listener);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
