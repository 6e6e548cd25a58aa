package dev.norelay.session;

import dev.norelay.session.Policy.BareNewline;
import dev.norelay.session.Policy.Relay;
import dev.norelay.session.Policy.RequireAuth;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.session.ServerProfile.Recipients;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The server of a test: a sane one for {@code example.test}, where {@code alice} has an account, and what differs. */
public final class TestServer {
    public static final String ALICE = "alice@example.test";

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<Refusal, Wording> wordings = new EnumMap<>(Refusal.class);
    private final Map<Moment, Reply> yes = new EnumMap<>(Moment.class);
    private final List<Acceptances.Line> ehlo = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();
    private final List<String> offered = new ArrayList<>();
    private Recipients recipients = Recipients.ANY;
    private Security security = Security.STARTTLS;
    private Relay relay = Relay.AUTHENTICATED;
    private RequireAuth requireAuth = RequireAuth.TO_RELAY;
    private RequireTls requireTls = RequireTls.FOR_AUTH;
    private List<Mechanism> mechanisms = List.of(Mechanism.PLAIN, Mechanism.LOGIN);
    private boolean senderMustBeOwn;
    private long maxSize = 10_000_000;
    private int maxRecipients = 100;
    private BareNewline bareNewline = BareNewline.REJECT;

    private TestServer() {
        Tokens tokens = new Tokens("fresh-token", List.of("old-token"), List.of("read-only-token"));
        accounts.put(ALICE, new Account("correct-horse", List.of("old-horse"), tokens, List.of(ALICE)));
    }

    public static TestServer server() {
        return new TestServer();
    }

    TestServer account(String user, String password) {
        accounts.put(user, new Account(password, List.of(), List.of()));
        return this;
    }

    TestServer recipients(Recipients which) {
        recipients = which;
        return this;
    }

    TestServer security(Security how) {
        security = how;
        return this;
    }

    TestServer relay(Relay who) {
        relay = who;
        return this;
    }

    TestServer requireAuth(RequireAuth forWhat) {
        requireAuth = forWhat;
        return this;
    }

    TestServer requireTls(RequireTls forWhat) {
        requireTls = forWhat;
        return this;
    }

    TestServer mechanisms(Mechanism... which) {
        mechanisms = List.of(which);
        return this;
    }

    TestServer senderMustBeOwn() {
        senderMustBeOwn = true;
        return this;
    }

    TestServer maxSize(long octets) {
        maxSize = octets;
        return this;
    }

    TestServer maxRecipients(int count) {
        maxRecipients = count;
        return this;
    }

    TestServer bareNewline(BareNewline what) {
        bareNewline = what;
        return this;
    }

    TestServer hide(String... keywords) {
        hidden.addAll(Arrays.asList(keywords));
        return this;
    }

    TestServer offer(String... lines) {
        offered.addAll(Arrays.asList(lines));
        return this;
    }

    TestServer says(Refusal refusal, Moment at, String... lines) {
        wordings.put(refusal, new Wording(at, Reply.parse(Arrays.asList(lines))));
        return this;
    }

    TestServer says(Refusal refusal, Moment at) {
        wordings.put(refusal, new Wording(at, refusal.words()));
        return this;
    }

    TestServer accepts(Moment moment, String... lines) {
        yes.put(moment, Reply.parse(Arrays.asList(lines)));
        return this;
    }

    /** The list at EHLO, its first line first. */
    TestServer ehlo(Acceptances.Line... lines) {
        ehlo.addAll(Arrays.asList(lines));
        return this;
    }

    public ServerProfile profile() {
        Policy policy = new Policy(
                relay, requireAuth, requireTls, mechanisms, senderMustBeOwn, maxSize, maxRecipients, bareNewline);
        return new ServerProfile(
                "mail.example.test",
                Set.of("example.test"),
                recipients,
                accounts,
                policy,
                security,
                wordings,
                hidden,
                offered,
                new Acceptances(yes, ehlo));
    }
}
