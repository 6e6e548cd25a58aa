package dev.norelay.scenario.yaml;

import static dev.norelay.scenario.yaml.SourceTable.latin1;
import static dev.norelay.scenario.yaml.SourceTable.pattern;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.yaml.SourceTable.Row;
import dev.norelay.session.Content;
import dev.norelay.session.Effect;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import dev.norelay.session.Proposal;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a dialect says is what that server was heard to say: each text of a file names its row of the tables, and what the
 * session sends equals it, octet for octet, up to values that are filled in. What has no row is not in the file.
 */
class DialectSourcesTest {
    private static final List<Row> GREETINGS = SourceTable.greetings();
    private static final List<Row> REFUSALS = SourceTable.refusals();
    private static final Map<Moment, String> KINDS = Map.of(
            Moment.CONNECT, "greeting",
            Moment.STARTTLS, "starttls",
            Moment.AUTH, "auth-ok",
            Moment.MAIL, "mail-ok",
            Moment.RCPT, "rcpt-ok",
            Moment.DATA, "data",
            Moment.END_OF_DATA, "accepted",
            Moment.QUIT, "bye");

    /** One client's dialogue with a server; it goes on whatever it is told. */
    private static final class Talk {
        private final Session session = new Session("submission", "192.0.2.7");
        private final ServerProfile profile;
        private final List<Proposal> heard = new ArrayList<>();

        Talk(ServerProfile profile) {
            this.profile = profile;
            hears(session.proposeGreeting(profile));
        }

        Talk says(String line) {
            Command command = session.awaitsAuthResponse()
                    ? new Command.AuthResponse(line)
                    : CommandParser.parse(line.getBytes(UTF_8));
            return hears(session.propose(command, profile));
        }

        Talk shakesHands() {
            session.tlsStarted("TLSv1.3");
            return this;
        }

        Talk logsIn(String password) {
            if (profile.policy().mechanisms().contains(Mechanism.PLAIN)) {
                return says("AUTH PLAIN").says(base64("\0alice@example.test\0" + password));
            }
            return says("AUTH LOGIN").says(base64("alice@example.test")).says(base64(password));
        }

        Talk sends(long size, boolean bareNewline) {
            byte[] head = "Message-ID: <1@example.test>\r\n\r\n".getBytes(UTF_8);
            return hears(session.proposeEndOfData(new Content(size, bareNewline, true, Octets.copyOf(head)), profile));
        }

        private Talk hears(Proposal proposal) {
            heard.add(proposal);
            session.settle(proposal, proposal.accepts(), profile);
            return this;
        }

        Reply last() {
            return heard.get(heard.size() - 1).reply();
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        }
    }

    static List<String> names() {
        return Catalogue.dialectNames();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTextHasASourceAndNothingElseIsInTheFile(String name) {
        Dialect dialect = Catalogue.dialect(name);
        ServerProfile profile = dialect.server().profile();
        Set<String> said = new TreeSet<>();
        profile.acceptances()
                .replies()
                .keySet()
                .forEach(at -> said.add(at == Moment.CONNECT ? "greeting" : "accepts." + at.id()));
        if (!profile.acceptances().ehlo().isEmpty()) {
            said.add("ehlo");
        }
        profile.wordings().keySet().forEach(refusal -> said.add("replies." + refusal.id()));

        assertThat(new TreeSet<>(dialect.sources().keySet())).isEqualTo(said).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyYesIsARowOfTheTable(String name) {
        Dialect dialect = Catalogue.dialect(name);
        ServerProfile profile = open(dialect, "submission");
        Talk talk = new Talk(profile).says("EHLO pc.example.test");
        if (profile.security() == Security.STARTTLS) {
            talk.says("STARTTLS").shakesHands().says("EHLO pc.example.test");
        }
        if (!profile.policy().mechanisms().isEmpty()) {
            talk.logsIn("correct-horse");
        }
        talk.says("MAIL FROM:<alice@example.test>")
                .says("RCPT TO:<bob@partner.test>")
                .says("DATA")
                .sends(99, false)
                .says("QUIT");

        Map<Moment, Reply> sent = new LinkedHashMap<>();
        for (Proposal each : talk.heard) {
            assertThat(each.accepts()).as(each.reply().toString()).isTrue();
            sent.put(each.moment(), each.reply());
        }
        profile.acceptances().replies().forEach((moment, words) -> {
            String key = moment == Moment.CONNECT ? "greeting" : "accepts." + moment.id();
            String wire = latin1(requireNonNull(sent.get(moment), key).octets());
            assertThat(pattern(latin1(words.octets())).matcher(wire).matches())
                    .as("%s sends %s", key, wire)
                    .isTrue();
            List<Row> rows = rows(GREETINGS, dialect, key);
            assertThat(rows).as(key + " has a row of its source").isNotEmpty();
            assertThat(rows)
                    .as("%s: %s", key, wire)
                    .anyMatch(row -> row.kind().equals(KINDS.get(moment)) && equal(row, words, wire));
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void theListsAtEhloAreRowsOfTheTable(String name) {
        Dialect dialect = Catalogue.dialect(name);
        if (!dialect.sources().containsKey("ehlo")) {
            assertThat(dialect.isFull()).isFalse();
            return;
        }
        List<Row> rows = rows(GREETINGS, dialect, "ehlo").stream()
                .filter(row -> row.kind().equals("ehlo"))
                .toList();
        Reply before =
                new Talk(on(dialect, "submission")).says("EHLO pc.example.test").last();
        ServerProfile tls = on(dialect, "submission").security() == Security.STARTTLS
                ? on(dialect, "submission")
                : on(dialect, "submissions");
        Reply within = new Talk(tls).shakesHands().says("EHLO pc.example.test").last();

        boolean heardBefore = rows.stream().anyMatch(row -> has(row, lines(before)));
        boolean heardWithin = rows.stream().anyMatch(row -> has(row, lines(within)));
        assertThat(heardBefore || heardWithin).as("%s%s", before, within).isTrue();
        if (!heardBefore || !heardWithin) {
            // Only one of the two was heard: the other one differs from it in STARTTLS and AUTH alone.
            assertThat(dialect.sources().get("ehlo")).as("%s%s", before, within).hasSize(1);
            assertThat(withoutTlsAndAuth(lines(before))).isEqualTo(withoutTlsAndAuth(lines(within)));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyRefusalIsARowOfTheTableAndComesAtItsStage(String name) {
        Dialect dialect = Catalogue.dialect(name);
        ServerProfile profile = on(dialect, "submission");
        profile.wordings().forEach((refusal, wording) -> {
            String key = "replies." + refusal.id();
            Proposal proposal = refused(refusal, dialect);
            assertThat(proposal.refused()).as(key).contains(refusal);
            assertThat(proposal.moment()).as(key).isEqualTo(wording.at());
            String wire = latin1(proposal.reply().octets());
            assertThat(pattern(latin1(wording.reply().octets())).matcher(wire).matches())
                    .as("%s sends %s", key, wire)
                    .isTrue();
            List<Row> rows = rows(REFUSALS, dialect, key);
            assertThat(rows).as(key + " has a row of its source").isNotEmpty();
            assertThat(rows).as("%s: %s", key, wire).anyMatch(row -> equal(row, wording.reply(), wire));
            assertThat(rows)
                    .as("%s at %s: %s", key, wording.at(), wire)
                    .anyMatch(row -> equal(row, wording.reply(), wire) && row.isAt(wording.at()));
        });
    }

    @Test
    void fullAndPartialAreCounted() {
        List<Dialect> all = names().stream().map(Catalogue::dialect).toList();
        List<String> full =
                all.stream().filter(Dialect::isFull).map(Dialect::name).toList();

        assertThat(all).hasSizeGreaterThanOrEqualTo(30);
        assertThat(full)
                .contains(
                        "amazon-ses",
                        "courier",
                        "dovecot-submission",
                        "exim",
                        "gmail",
                        "haraka",
                        "hmailserver",
                        "office365",
                        "opensmtpd",
                        "postfix",
                        "qmail",
                        "sendmail",
                        "stalwart");
        assertThat(all).extracting(Dialect::title).doesNotHaveDuplicates();
    }

    /** How the server refuses for that reason: by its policy where that can be brought about, else as a rule has it said. */
    private static Proposal refused(Refusal refusal, Dialect dialect) {
        ServerProfile open = open(dialect, "submission");
        ServerProfile strict = strict(refusal, open);
        boolean tls = refusal != Refusal.TLS_REQUIRED;
        Moment at = open.wording(refusal).at();
        Talk talk = new Talk(strict).says("EHLO pc.example.test");
        if (tls) {
            talk.shakesHands().says("EHLO pc.example.test");
        }
        switch (refusal) {
            case MECHANISM_UNSUPPORTED -> talk.says("AUTH XYZ");
            case CREDENTIALS_INVALID -> talk.logsIn("wrong-horse");
            case TOO_MANY_FAILURES -> {
                for (int i = 0; i < 10; i++) {
                    talk.logsIn("wrong-horse");
                }
            }
            case SENDER_NOT_OWNED -> talk.logsIn("correct-horse");
            case TLS_REQUIRED -> {
                if (at == Moment.AUTH) {
                    talk.says("AUTH PLAIN");
                }
            }
            default -> {}
        }
        talk.says("MAIL FROM:<other@example.test>"
                        + (refusal == Refusal.TOO_LARGE && at == Moment.MAIL ? " SIZE=2000" : ""))
                .says(
                        refusal == Refusal.RECIPIENT_SYNTAX
                                ? "RCPT TO:<bob@@partner.test>"
                                : "RCPT TO:<bob@partner.test>")
                .says("RCPT TO:<carol@partner.test>")
                .says("DATA");
        if (talk.session.awaitsContent()) {
            talk.sends(refusal == Refusal.TOO_LARGE ? 2000 : 99, refusal == Refusal.BARE_NEWLINE);
        }
        return talk.heard.stream()
                .filter(each -> each.refused().isPresent() && each.refused().get() == refusal)
                .findFirst()
                .orElseGet(() -> byRule(refusal, at, open));
    }

    private static Proposal byRule(Refusal refusal, Moment at, ServerProfile profile) {
        // Those of the policy must come by themselves.
        assertThat(refusal)
                .isNotIn(
                        Refusal.TLS_REQUIRED,
                        Refusal.AUTHENTICATION_REQUIRED,
                        Refusal.CREDENTIALS_INVALID,
                        Refusal.SENDER_NOT_OWNED,
                        Refusal.RELAY_DENIED,
                        Refusal.TOO_LARGE);
        Talk talk = new Talk(profile)
                .shakesHands()
                .says("EHLO pc.example.test")
                .says("MAIL FROM:<other@example.test>")
                .says("RCPT TO:<bob@partner.test>");
        Effect none = new Effect.None();
        Reply words = talk.session.words(refusal, profile, none);
        return new Proposal(at, words, words, refusal, none, null);
    }

    /** The same server, which lets everything pass but the one thing. */
    private static ServerProfile strict(Refusal refusal, ServerProfile open) {
        Policy policy = open.policy();
        return open.on(
                new Policy(
                        refusal == Refusal.RELAY_DENIED ? Policy.Relay.NOBODY : Policy.Relay.ANYONE,
                        refusal == Refusal.AUTHENTICATION_REQUIRED
                                ? Policy.RequireAuth.ALWAYS
                                : Policy.RequireAuth.NEVER,
                        refusal == Refusal.TLS_REQUIRED ? Policy.RequireTls.ALWAYS : Policy.RequireTls.FOR_AUTH,
                        policy.mechanisms(),
                        refusal == Refusal.SENDER_NOT_OWNED,
                        refusal == Refusal.TOO_LARGE ? 1000 : policy.maxSize(),
                        refusal == Refusal.TOO_MANY_RECIPIENTS ? 1 : policy.maxRecipients(),
                        Policy.BareNewline.REJECT),
                open.security());
    }

    private static ServerProfile open(Dialect dialect, String listener) {
        ServerProfile own = on(dialect, listener);
        Policy policy = own.policy();
        return own.on(
                new Policy(
                        Policy.Relay.ANYONE,
                        Policy.RequireAuth.NEVER,
                        policy.requireTls(),
                        policy.mechanisms(),
                        false,
                        policy.maxSize(),
                        policy.maxRecipients(),
                        Policy.BareNewline.REJECT),
                own.security());
    }

    private static ServerProfile on(Dialect dialect, String name) {
        Listener listener = requireNonNull(dialect.server().listeners().get(name));
        return dialect.server().profile().on(listener.policy(), listener.security());
    }

    private static List<Row> rows(List<Row> table, Dialect dialect, String key) {
        Set<String> sources = new LinkedHashSet<>(dialect.sources().getOrDefault(key, List.of()));
        return table.stream().filter(row -> sources.contains(row.source())).toList();
    }

    /** Values may be the row's, which the server fills in, or the dialect's, of which the row has an example. */
    private static boolean equal(Row row, Reply words, String wire) {
        return row.has(wire)
                || pattern(latin1(words.octets())).matcher(row.wire()).matches();
    }

    private static List<String> lines(Reply list) {
        return list.lines().stream().map(Reply.Line::text).toList();
    }

    private static boolean has(Row row, List<String> lines) {
        List<String> keywords = row.keywords();
        if (keywords.size() != lines.size()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!pattern(keywords.get(i)).matcher(lines.get(i)).matches()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> withoutTlsAndAuth(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.equals("STARTTLS") && !line.startsWith("AUTH"))
                .toList();
    }
}
