package dev.norelay.diagnosis;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.Client;
import dev.norelay.scenario.Expectation;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Mail;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.Server;
import dev.norelay.scenario.TlsSettings;
import dev.norelay.session.Account;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Tokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets the stage: the catalogue's default server and client, and what a test changes about them. */
final class Stage {
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private List<Cause> told = List.of();
    private String listener = "submission";
    private Security security = Security.STARTTLS;
    private @Nullable String user = "alice@example.test";
    private @Nullable String password = "secret";
    private @Nullable String token;
    private @Nullable String host;
    private @Nullable Integer port;
    private Duration clock = Duration.ZERO;
    private List<String> versions = List.of();
    private TlsSettings tls = TlsSettings.DEFAULT;
    private Set<String> hidden = Set.of();
    private List<String> offered = List.of();
    private Mail mail = Mail.DEFAULT;

    Stage() {
        listener("submission", 587, Security.STARTTLS, Policy.DEFAULT);
        listener("submissions", 465, Security.TLS, Policy.DEFAULT);
        listener("smtp", 25, Security.NONE, policy(Policy.Relay.AUTHENTICATED, Policy.RequireTls.NEVER, false));
        service("old", 26, Listener.Service.REFUSE);
    }

    static Policy policy(Policy.Relay relay, Policy.RequireTls requireTls, boolean logins) {
        Policy base = Policy.DEFAULT;
        return new Policy(
                relay,
                base.requireAuth(),
                requireTls,
                logins ? base.mechanisms() : List.of(),
                true,
                base.maxSize(),
                2,
                base.bareNewline());
    }

    Stage listener(String name, int nominal, Security offered, Policy policy) {
        listeners.put(name, new Listener(name, nominal, offered, policy, Listener.Service.SMTP));
        return this;
    }

    Stage service(String name, int nominal, Listener.Service service) {
        listeners.put(name, new Listener(name, nominal, Security.NONE, Policy.DEFAULT, service));
        return this;
    }

    Stage tells(Cause... causes) {
        told = List.of(causes);
        return this;
    }

    Stage client(String on, Security set) {
        listener = on;
        security = set;
        return this;
    }

    Stage blankLogin() {
        user = null;
        return this;
    }

    Stage blankPassword() {
        password = null;
        return this;
    }

    /** The settings have a token in place of a password. */
    Stage signedIn() {
        password = null;
        token = "fresh-token";
        return this;
    }

    /** On the submission port the server takes tokens in place of passwords too. */
    Stage takesTokens() {
        Policy base = Policy.DEFAULT;
        return listener(
                "submission",
                587,
                Security.STARTTLS,
                new Policy(
                        base.relay(),
                        base.requireAuth(),
                        base.requireTls(),
                        List.of(Mechanism.XOAUTH2, Mechanism.PLAIN),
                        base.senderMustBeOwn(),
                        base.maxSize(),
                        base.maxRecipients(),
                        base.bareNewline()));
    }

    Stage offers(String... lines) {
        offered = List.of(lines);
        return this;
    }

    Stage mailOf(long octets) {
        mail = new Mail(mail.from(), mail.to(), octets, mail.count());
        return this;
    }

    Stage mailFrom(String sender) {
        mail = new Mail(sender, mail.to(), mail.size(), mail.count());
        return this;
    }

    Stage mailTo(String recipient) {
        mail = new Mail(mail.from(), List.of(recipient), mail.size(), mail.count());
        return this;
    }

    Stage typed(@Nullable String typedHost, @Nullable Integer typedPort) {
        host = typedHost;
        port = typedPort;
        return this;
    }

    Stage clock(Duration off) {
        clock = off;
        return this;
    }

    Stage knows(String... only) {
        versions = List.of(only);
        return this;
    }

    Stage shows(Certificate certificate, String... names) {
        tls = new TlsSettings(certificate, tls.versions(), List.of(names));
        return this;
    }

    Stage hides(String... keywords) {
        hidden = Set.of(keywords);
        return this;
    }

    Played played() {
        ServerProfile profile = new ServerProfile(
                "mail.example.test",
                Set.of("example.test"),
                ServerProfile.Recipients.ACCOUNTS,
                Map.of(
                        "alice@example.test",
                        new Account(
                                "correct-horse",
                                List.of("old-horse"),
                                new Tokens("fresh-token", List.of("old-token"), List.of()),
                                List.of("alice@example.test"))),
                Policy.DEFAULT,
                Security.STARTTLS,
                Map.of(),
                hidden,
                offered);
        Client client = new Client(listener, host, port, security, user, password, token, clock, versions);
        Phase broken = new Phase(Phase.BROKEN, mail, client, new Server(profile, listeners, tls));
        Phase fixed = new Phase(Phase.FIXED, broken.mail(), client, broken.server());
        Scenario scenario = new Scenario(
                "told",
                "A story",
                told,
                "The story's cause.",
                "The story's remedy.",
                Map.of("Apple Mail", "Cannot Send Mail\n"),
                List.of(),
                List.of(),
                Map.of(Phase.BROKEN, broken, Phase.FIXED, fixed),
                List.of(Phase.FIXED),
                List.of(),
                Expectation.DEFAULT);
        return new Played(scenario, broken, 2587, false);
    }
}
