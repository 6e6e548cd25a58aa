package dev.norelay.scenario.yaml;

import static dev.norelay.scenario.Rules.above;
import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.authenticated;
import static dev.norelay.scenario.Rules.become;
import static dev.norelay.scenario.Rules.below;
import static dev.norelay.scenario.Rules.between;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.contains;
import static dev.norelay.scenario.Rules.cut;
import static dev.norelay.scenario.Rules.cutAfter;
import static dev.norelay.scenario.Rules.discard;
import static dev.norelay.scenario.Rules.fragment;
import static dev.norelay.scenario.Rules.fragmentAt;
import static dev.norelay.scenario.Rules.halfClose;
import static dev.norelay.scenario.Rules.hide;
import static dev.norelay.scenario.Rules.hold;
import static dev.norelay.scenario.Rules.ignore;
import static dev.norelay.scenario.Rules.is;
import static dev.norelay.scenario.Rules.isNone;
import static dev.norelay.scenario.Rules.not;
import static dev.norelay.scenario.Rules.offer;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.reset;
import static dev.norelay.scenario.Rules.send;
import static dev.norelay.scenario.Rules.sender;
import static dev.norelay.scenario.Rules.stall;
import static dev.norelay.scenario.Rules.stallReading;
import static dev.norelay.scenario.Rules.startTlsWith;
import static dev.norelay.scenario.Rules.throttle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Count.Per;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Rule;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of files are the very same records as those of Java. */
class RulesReaderTest {
    private static final String HEAD = "norelay: 1\ntitle: A story\n";

    private static List<Rule> rules(String text) {
        return ScenarioReader.read("story.yaml", HEAD + text).rules();
    }

    private static Rule rule(String text) {
        String locked = "phases: { locked: {} }\nrules:\n  - { on: any, times: 1, then: { become: locked } }\n";
        return inJava(rules(locked + "  - " + text + "\n").get(1));
    }

    /** The same without its place. */
    private static Rule inJava(Rule rule) {
        return new Rule(
                rule.name(), rule.phases(), rule.on(), rule.when(), rule.chance(), rule.count(), rule.then(), 0);
    }

    @Test
    void ruleWithEveryKey() {
        assertThat(rule("""
                { name: greylisted, while: [broken, locked], on: rcpt, when: { recipient: "*@partner.test" },
                    chance: 12.5%, skip: 3, times: 5, every: 2, per: triplet, until: 5m, then: { refuse: greylisted } }
                """))
                .isEqualTo(on(Moment.RCPT)
                        .named("greylisted")
                        .during("broken", "locked")
                        .when(recipient("*@partner.test"))
                        .chance(0.125)
                        .skip(3)
                        .times(5)
                        .every(2)
                        .per(Per.TRIPLET)
                        .until(Duration.ofMinutes(5))
                        .then(refuse(Refusal.GREYLISTED)));
    }

    @Test
    void onAndThenAreEnough() {
        List<Rule> rules = rules("rules:\n  - on: data\n    then: close\n");
        assertThat(rules.get(0).line()).isEqualTo(4);
        assertThat(rules.get(0).title()).isEqualTo("rule on data (line 4)");
        assertThat(inJava(rules.get(0))).isEqualTo(on(Moment.DATA).then(close()));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void everyMoment(Moment moment) {
        assertThat(rule("{ on: " + moment.id() + ", then: close }"))
                .isEqualTo(on(moment).then(close()));
    }

    @ParameterizedTest
    @EnumSource(Per.class)
    void everythingThatIsCountedApart(Per per) {
        assertThat(rule("{ on: end-of-data, times: 1, per: " + per.id() + ", then: close }"))
                .isEqualTo(on(Moment.END_OF_DATA).times(1).per(per).then(close()));
    }

    @Test
    void everyConditionKey() {
        List<Condition> read = rule("""
                { on: any, then: close, when: { listener: smtp, client: 127.*, helo: none, tls: TLSv1.3,
                    authenticated: true, user: "alice@*", mechanism: plain, sender: "", recipient: [a@b.test, "*@c.test"],
                    recipients: ">2", size: ">=10MB", header: "/^Subject: (a|b)$/", body: { not: /secret/ },
                    command: { not: [NOOP, none] }, pipelined: false, session: 2..5, attempt: 3, for: "<=5m",
                    proposed: relay-denied } }
                """).when();
        assertThat(read)
                .containsExactly(
                        is(Key.LISTENER, "smtp"),
                        is(Key.CLIENT, "127.*"),
                        isNone(Key.HELO),
                        is(Key.TLS, "TLSv1.3"),
                        authenticated(true),
                        is(Key.USER, "alice@*"),
                        is(Key.MECHANISM, "plain"),
                        sender(""),
                        is(Key.RECIPIENT, "a@b.test", "*@c.test"),
                        above(Key.RECIPIENTS, 2),
                        above(Key.SIZE, 9_999_999),
                        contains(Key.HEADER, "^Subject: (a|b)$"),
                        not(contains(Key.BODY, "secret")),
                        not(is(Key.COMMAND, "NOOP", "none")),
                        is(Key.PIPELINED, "false"),
                        between(Key.SESSION, 2, 5),
                        between(Key.ATTEMPT, 3, 3),
                        below(Key.FOR, 300_001),
                        is(Key.PROPOSED, "relay-denied"));
        assertThat(read).extracting(Condition::key).containsExactly(Key.values());
    }

    @ParameterizedTest
    @CsvSource({
        "refuse, HANDSHAKE_FAILURE",
        "{ refuse: handshake-failure }, HANDSHAKE_FAILURE",
        "{ refuse: protocol-version }, PROTOCOL_VERSION",
        "stall, STALL",
        "abort, ABORT",
        "garbage, GARBAGE",
        "plaintext, PLAINTEXT",
        "old-version, OLD_VERSION"
    })
    void everyTlsFault(String word, TlsFault fault) {
        for (Moment moment : new Moment[] {Moment.STARTTLS, Moment.TLS}) {
            assertThat(rule("{ on: " + moment.id() + ", then: { start-tls-with: " + word + " } }"))
                    .isEqualTo(on(moment).then(startTlsWith(fault)));
        }
    }

    @Test
    void everyAction() {
        assertThat(rule("""
                { on: ehlo, then: [ reply: ["250-one", "250 two"], refuse: greylisted, send: '250 \\xe9\\r\\n', ignore,
                    accept, discard, pause: 500ms, fragment: 3, fragment: [4, 10],
                    throttle: 20, throttle: { read: 1KB, write: 20 }, throttle: { read: 7 },
                    cut-after: 100, cut-after: { read: 5 }, hold, stall, stall: reading, hide: [SIZE, STARTTLS], offer: [SIZE 0],
                    become: locked, become: { phase: fixed, after: 15m }, close, cut, half-close, reset ] }
                """))
                .isEqualTo(on(Moment.EHLO)
                        .then(
                                reply("250-one", "250 two"),
                                refuse(Refusal.GREYLISTED),
                                new Action.Send(
                                        Octets.copyOf(new byte[] {'2', '5', '0', ' ', (byte) 0xe9, '\r', '\n'})),
                                ignore(),
                                accept(),
                                discard(),
                                pause(Duration.ofMillis(500)),
                                fragment(3),
                                fragmentAt(4, 10),
                                throttle(20),
                                throttle(1_000, 20),
                                throttle(7, 0),
                                cutAfter(100),
                                cutAfter(5, 0),
                                hold(),
                                stall(),
                                stallReading(),
                                hide("SIZE", "STARTTLS"),
                                offer("SIZE 0"),
                                become("locked"),
                                become("fixed", Duration.ofMinutes(15)),
                                close(),
                                cut(),
                                halfClose(),
                                reset()));
    }

    @Test
    void actionsMayBeAMapInItsOrder() {
        assertThat(rule("{ on: rcpt, then: { pause: 2s, refuse: mailbox-full } }")
                        .then())
                .containsExactly(pause(Duration.ofSeconds(2)), refuse(Refusal.MAILBOX_FULL));
    }

    @ParameterizedTest
    @CsvSource({
        "'250 ok\\r\\n', '250 ok\r\n'",
        "'\\t\\0\\\\', '\t\0\\'",
        "'\\x41\\x7A', Az",
        "'é', 'é'",
    })
    void escapesAreOctets(String written, String text) {
        assertThat(rule("{ on: rcpt, then: { send: '" + written + "' } }").then())
                .containsExactly(send(text));
    }

    @Test
    void rulesOfPhasesComeFirstAndHoldInThem() {
        List<Rule> rules = rules("""
                fixed: { rules: [ { on: mail, then: accept } ] }
                phases: { locked: { rules: [ { on: mail, then: close } ] } }
                rules: [ { on: mail, then: { become: locked } } ]
                """);
        assertThat(rules.stream().map(RulesReaderTest::inJava))
                .containsExactly(
                        on(Moment.MAIL).during("locked").then(close()),
                        on(Moment.MAIL).during("fixed").then(accept()),
                        on(Moment.MAIL).then(become("locked")));
    }

    @Test
    void rulesOfARemedyHoldBehindTheNextOneToo() {
        List<Rule> rules = rules("""
                fixed:
                  - rules: [ { on: mail, then: accept } ]
                  - rules: [ { on: rcpt, then: accept } ]
                  - rules: [ { on: data, then: accept } ]
                """);
        assertThat(rules.stream().map(RulesReaderTest::inJava))
                .containsExactly(
                        on(Moment.DATA).during("fixed").then(accept()),
                        on(Moment.RCPT).during("fixed", "fixed-2").then(accept()),
                        on(Moment.MAIL).during("fixed", "fixed-1", "fixed-2").then(accept()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ on: rcpt, times: 1, then: accept }        | { on: rcpt, then: close }",
                "{ on: rcpt, chance: 99%, then: accept }     | { on: rcpt, then: close }",
                "{ on: rcpt, until: 5m, then: accept }       | { on: rcpt, then: close }",
                "{ on: rcpt, while: broken, then: accept }   | { on: rcpt, then: close }",
                "{ on: rcpt, then: accept }                  | { on: any, then: close }",
                "{ on: rcpt, then: accept }                  | { on: data, then: close }",
                "{ on: rcpt, when: { recipient: a@b }, then: accept }   | { on: rcpt, when: { recipient: '*@b' }, then: close }",
                "{ on: data, when: { recipient: { not: a@b } }, then: accept } | { on: data, when: { recipient: c@b }, then: close }",
                "{ on: rcpt, when: { recipient: /a@b/ }, then: accept } | { on: rcpt, when: { recipient: a@b }, then: close }",
                "{ on: rcpt, when: { size: '>5MB' }, then: accept }     | { on: rcpt, when: { size: '>4MB' }, then: close }",
                "{ on: rcpt, when: { user: none }, then: accept }       | { on: rcpt, when: { user: '*' }, then: close }",
                "{ on: rcpt, when: { user: '*' }, then: accept }        | { on: rcpt, when: { user: none }, then: close }",
                "{ on: rcpt, when: { user: '*' }, then: accept }        | { on: rcpt, when: { user: { not: a } }, then: close }",
            })
    void whatMayFireIsNoProblem(String first, String second) {
        assertThat(rules("rules:\n  - " + first + "\n  - " + second + "\n")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recipient: '*'               | recipient: a@b",
                "recipient: '*@b'             | recipient: A@B",
                "recipient: '*'               | recipient: /a/",
                "recipient: [a@b, '*@c']      | recipient: [d@c, e@c]",
                "recipient: { not: a@b }      | recipient: { not: '*@b' }",
                "recipient: { not: [a, b] }   | recipient: { not: [b, a, c] }",
                "user: { not: none }          | user: a",
                "user: none                   | user: none",
                "size: '>5MB'                 | size: 6MB..7MB",
                "session: 1..9                | session: [2, 3]",
                "recipient: /a/               | { recipient: /a/, user: b }",
            })
    void whatAnEarlierRuleAlwaysTakesIsAProblem(String earlier, String later) {
        String second = later.startsWith("{") ? later : "{ " + later + " }";
        String text = HEAD + "rules:\n  - { on: any, when: { " + earlier + " }, then: close }\n  - { on: rcpt, when: "
                + second + ", then: close }\n";
        assertThat(ScenarioReader.problems("story.yaml", text))
                .extracting(problem -> problem.message())
                .containsExactly("this rule can never fire: rule on any (line 4) comes first, whenever it could");
    }

    @Test
    void thousandsOfRulesAreReadAndComparedSoon() {
        String many = IntStream.range(0, 2_000)
                .mapToObj(i -> "  - { on: any, when: { recipient: a" + i + "@b.test }, then: close }\n")
                .collect(Collectors.joining("", "rules:\n", ""));
        // A second on a machine at rest; were it not linear, it would be many minutes.
        assertTimeoutPreemptively(
                Duration.ofMinutes(1), () -> assertThat(rules(many)).hasSize(2_000));
    }

    @Test
    void nothingButScenarioExceptionsComeOut() {
        String good = HEAD + """
                phases: { locked: {} }
                rules:
                  - { name: a, while: [broken, locked], on: rcpt, when: { recipient: ["*@b", /c+/], size: ">=10MB",
                      session: 2..5, tls: { not: true } }, chance: 50%, skip: 1, times: 2, until: 5m, then: [ reply:
                      ["250-a {user}", "250 b"], send: '\\x41\\r', pause: 1s, become: { phase: fixed, after: 2h } ] }
                  - { on: idle, when: { for: "<5s" }, then: close }
                """;
        String noise = "{}[]:,-#&*!|>'\"%@` \t\n\\/xUu0~9-<=.smMB🙂";
        Random random = new Random(4711);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = HEAD.length() + random.nextInt(text.length() - HEAD.length());
                text.replace(at, at + random.nextInt(2), noise.charAt(random.nextInt(noise.length())) + "");
            }
            assertThat(ScenarioReader.problems("noise.yaml", text.toString())).isNotNull();
        }
    }

    @Test
    void conditionsPrintAsTheyAreWritten() {
        for (String value : Arrays.asList("\">10MB\"", "\">=10MB\"", "\"<5KiB\"", "1KB..2KB", "3MiB")) {
            Condition read = rule("{ on: rcpt, when: { size: " + value + " }, then: close }")
                    .when()
                    .get(0);
            assertThat(read).hasToString("size: " + value.replace("\"", ""));
        }
    }
}
