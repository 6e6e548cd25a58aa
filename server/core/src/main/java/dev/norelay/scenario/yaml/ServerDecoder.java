package dev.norelay.scenario.yaml;

import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Server;
import dev.norelay.scenario.TlsSettings;
import dev.norelay.scenario.TlsSettings.ClientCertificate;
import dev.norelay.session.Account;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes {@code server}, all layers laid. */
final class ServerDecoder {
    static final int HIGHEST_PORT = 65_535;
    /** As the JDK calls them. */
    static final List<String> TLS_VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    /** Of a listener that says nothing of it. */
    static final Security SECURITY = Security.STARTTLS;

    /** Undoes the fault of an earlier layer. */
    static final String NO_FAULT = "none";

    private enum Fault {
        /** Undoes the fault of an earlier layer. */
        NONE,
        REFUSE,
        IGNORE,
        SILENT
    }

    private enum Speaks {
        IMAP,
        HTTP
    }

    private final Section server;
    private final Problems problems;

    ServerDecoder(Section server, Problems problems) {
        this.server = server;
        this.problems = problems;
    }

    Server decode() {
        Policy policy = PolicyDecoder.decode(server, Policy.DEFAULT);
        Section extensions = server.section("extensions");
        ServerProfile profile = new ServerProfile(
                server.text("hostname", "mail.example.test"),
                lowerCase(server.texts("local-domains", List.of("example.test"))),
                server.word("recipients", ServerProfile.Recipients.values(), ServerProfile.Recipients.ANY),
                accounts(server.section("accounts")),
                policy,
                Security.STARTTLS,
                new WordingsDecoder(server.section("replies"), problems).decode(),
                upperCase(extensions.texts("hide", List.of())),
                extensions.texts("offer", List.of()),
                new AcceptancesDecoder(server, problems).decode());
        extensions.close();
        // The dialect has been laid below all this already.
        server.text("dialect");
        Server decoded =
                new Server(profile, listeners(server.section("listeners"), policy), tls(server.section("tls")));
        server.close();
        return decoded;
    }

    private static Set<String> lowerCase(List<String> texts) {
        Set<String> all = new LinkedHashSet<>();
        for (String text : texts) {
            all.add(text.toLowerCase(Locale.ROOT));
        }
        return all;
    }

    private static Set<String> upperCase(List<String> texts) {
        Set<String> all = new LinkedHashSet<>();
        for (String text : texts) {
            all.add(text.toUpperCase(Locale.ROOT));
        }
        return all;
    }

    private static Map<String, Account> accounts(Section accounts) {
        Map<String, Account> decoded = new LinkedHashMap<>();
        for (String user : accounts.names()) {
            Section section = accounts.section(user);
            if (section.tree("token") == null) {
                section.require("password", "write `password: …` below the user name");
            }
            Account account = new Account(
                    section.text("password", ""),
                    section.texts("former-passwords", List.of()),
                    new Tokens(
                            section.textOrBlank("token"),
                            section.texts("expired-tokens", List.of()),
                            section.texts("wrong-scope-tokens", List.of())),
                    section.texts("addresses", addresses(user)));
            section.close();
            decoded.put(user, account);
        }
        return decoded;
    }

    /** Those of an account that says nothing of them. */
    static List<String> addresses(String user) {
        return user.contains("@") ? List.of(user) : List.of();
    }

    private Map<String, Listener> listeners(Section listeners, Policy serverPolicy) {
        Map<String, Listener> decoded = new LinkedHashMap<>();
        for (String name : listeners.names()) {
            Section section = listeners.section(name);
            section.require("port", "write `port: 587`, or the one it has");
            Listener listener = new Listener(
                    name,
                    section.number("port", 0, HIGHEST_PORT, 0),
                    section.word("security", Security.values(), SECURITY),
                    PolicyDecoder.decode(section, serverPolicy),
                    service(section),
                    tlsFault(section.section("tls")));
            section.close();
            decoded.put(name, listener);
        }
        return decoded;
    }

    private static @Nullable TlsFault tlsFault(Section section) {
        TlsFault fault = TlsFaultDecoder.decode(section, "fault", NO_FAULT);
        section.close();
        return fault;
    }

    private Listener.Service service(Section section) {
        Fault fault = section.word("fault", Fault.values(), Fault.NONE);
        Speaks speaks = section.word("speaks", Speaks.values());
        if (fault != Fault.NONE && speaks != null) {
            problems.add(
                    section.key("speaks"),
                    "found both `fault` and `speaks`, expected one of them",
                    "a port that does not answer speaks nothing");
        }
        if (speaks != null) {
            return speaks == Speaks.IMAP ? Listener.Service.IMAP : Listener.Service.HTTP;
        }
        return switch (fault) {
            case NONE -> Listener.Service.SMTP;
            case REFUSE -> Listener.Service.REFUSE;
            case IGNORE -> Listener.Service.IGNORE;
            case SILENT -> Listener.Service.SILENT;
        };
    }

    private static TlsSettings tls(Section section) {
        TlsSettings tls = new TlsSettings(
                section.word("certificate", Certificate.values(), TlsSettings.DEFAULT.certificate()),
                versions(section, "versions", TlsSettings.DEFAULT.versions()),
                section.texts("names", TlsSettings.DEFAULT.names()),
                section.word("client-certificate", ClientCertificate.values(), ClientCertificate.NONE));
        section.close();
        return tls;
    }

    /** Versions of TLS, each one known. */
    static List<String> versions(Section section, String key, List<String> otherwise) {
        List<Tree> items = section.items(key);
        if (items == null) {
            return otherwise;
        }
        List<String> versions = new ArrayList<>(items.size());
        for (Tree item : items) {
            Tree.@Nullable Scalar found = section.scalar(item, key, "a version of TLS");
            if (found != null && TLS_VERSIONS.contains(found.text())) {
                versions.add(found.text());
            } else if (found != null) {
                section.mistake(found, key, Words.oneOf(TLS_VERSIONS), null);
            }
        }
        return versions;
    }
}
