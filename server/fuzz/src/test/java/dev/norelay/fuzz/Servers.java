package dev.norelay.fuzz;

import dev.norelay.scenario.Run;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The servers that a fuzzer meets: an octet chooses one. */
public final class Servers {
    /** It stands still. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

    private static final String OPEN = """
            norelay: 1
            title: open
            server: { policy: open }
            """;
    private static final String ACCEPTING = """
            norelay: 1
            title: takes bare newlines, and little
            server:
              policy: { relay: anyone, require-auth: never, require-tls: never, bare-newline: accept,
                        max-size: 300, max-recipients: 2 }
            """;
    private static final String STRICT = """
            norelay: 1
            title: wants a login
            server:
              recipients: accounts
              accounts: { alice@example.test: { password: correct-horse, former-passwords: [old-horse] } }
              policy: { relay: authenticated, require-auth: always, require-tls: never, sender-must-be-own: true }
              replies:
                relay-denied: { at: rcpt, text: "550 5.7.1 <{recipient}> from {sender} by {user} of {helo}" }
                sender-not-owned: { at: end-of-data, text: "553 5.7.1 {sender} is not yours, {user}" }
            """;
    private static final String FAULTY = """
            norelay: 1
            title: rules at many moments
            server: { policy: open }
            rules:
              - { on: mail, when: { sender: "pause@*" }, then: { pause: 2s } }
              - { on: mail, when: { sender: "no@*" }, then: { reply: "450 4.7.1 {sender} of {helo}, later" } }
              - { on: rcpt, when: { recipient: "hold@*" }, then: [ hold ] }
              - { on: rcpt, when: { recipient: "odd@*" }, then: { send: "250-odd\\r\\n250 odd\\r\\n" } }
              - { on: rcpt, when: { recipient: "bye@*" }, then: { refuse: service-unavailable } }
              - { on: rcpt, when: { recipient: "yes@*" }, then: { reply: "250 2.1.5 {recipient}" } }
              - { on: rcpt, when: { recipient: "void@*" }, then: ignore }
              - { on: rcpt, when: { recipient: "bits@*" }, then: { fragment: 3 } }
              - { on: end-of-data, when: { header: "Subject: lost" }, then: [ accept, close ] }
              - { on: end-of-data, when: { header: "Subject: none" }, then: discard }
              - { on: vrfy, then: [ { pause: 1s }, { reply: ["252-one {helo}", "252 two"] } ] }
              - { on: noop, times: 1, then: { reply: "299 odd" } }
            """;

    private static final List<Scenario> ALL =
            List.of(scenario(OPEN), scenario(ACCEPTING), scenario(STRICT), scenario(FAULTY));

    private Servers() {}

    private static Scenario scenario(String text) {
        return ScenarioReader.read("fuzzed.yaml", text);
    }

    /** A new run of the chosen server's scenario. */
    public static Run run(byte choice) {
        return new Run(ALL.get((choice & 0xff) % ALL.size()), List.of(), 1, CLOCK);
    }

    /** Where the client comes in: now and then where STARTTLS is offered. */
    public static String listener(byte choice) {
        return ((choice & 0xff) / ALL.size()) % 4 == 3 ? "submission" : "smtp";
    }
}
