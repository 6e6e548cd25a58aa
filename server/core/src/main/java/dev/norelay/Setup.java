package dev.norelay;

import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.JournalListener;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.Script;
import dev.norelay.session.ServerLimits;
import dev.norelay.tls.CertificateAuthority;
import dev.norelay.tls.LeafProfile;
import dev.norelay.wire.SmtpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link Norelay.Builder} has been told, and what follows from it when a server starts. Not thread-safe. */
final class Setup {
    private Function<@Nullable String, Scenario> scenario = Setup::open;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final List<String> aliases = new ArrayList<>();
    private @Nullable String host;
    private @Nullable CertificateAuthority authority;
    private @Nullable Path authorityDirectory;

    @Nullable
    String dialect;

    @Nullable
    Path caFile;

    @Nullable
    Script script;

    final List<Rule> rules = new ArrayList<>();
    final List<JournalListener> listeners = new ArrayList<>();
    InetAddress bind = InetAddress.getLoopbackAddress();
    Clock clock = Clock.systemUTC();
    long seed = new Random().nextLong();
    JournalLimits journal = JournalLimits.DEFAULT;
    ServerLimits limits = ServerLimits.DEFAULT;

    Setup() {
        SmtpServer.prepare();
    }

    private static Scenario open(@Nullable String dialect) {
        return dialect == null ? Catalogue.scenario("open") : Catalogue.scenario("open", dialect);
    }

    /** Plays this one, which can be had in any dialect. */
    void play(Scenario read, Function<String, Scenario> inDialect) {
        this.scenario = in -> in == null ? read : inDialect.apply(in);
    }

    /** Plays this one, which has its words already. */
    void play(Scenario made) {
        play(made, in -> {
            throw new IllegalStateException("a scenario made in Java has its words already: name one of the"
                    + " catalogue or a file, or read it with ScenarioReader.read(file, dialect)");
        });
    }

    void port(String listener, int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, not " + number);
        }
        ports.put(listener, number);
    }

    void host(String nameOrAddress) {
        LeafProfile.of(LeafProfile.Kind.VALID, nameOrAddress);
        this.host = nameOrAddress;
    }

    void alias(String nameOrAddress) {
        LeafProfile.of(LeafProfile.Kind.VALID, nameOrAddress);
        aliases.add(nameOrAddress);
    }

    /** The authority goes by it too, whichever is told first. */
    void clock(Clock source) {
        this.clock = source;
        if (authorityDirectory != null) {
            keepAuthority(authorityDirectory);
        }
    }

    void keepAuthority(Path directory) {
        this.authorityDirectory = directory;
        try {
            this.authority = CertificateAuthority.inDirectory(directory, clock);
            this.caFile = CertificateAuthority.file(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The run that a server is to play: nothing has happened in it. */
    Run run() {
        Scenario played = scenario.apply(dialect);
        refuseUnknownListeners(played);
        return new Run(played, rules, seed, clock);
    }

    /** A port for a listener that no phase has is a slip, and would go unnoticed. */
    private void refuseUnknownListeners(Scenario played) {
        Set<String> known = new LinkedHashSet<>();
        played.phases()
                .values()
                .forEach(phase -> known.addAll(phase.server().listeners().keySet()));
        for (String name : ports.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no listener is called " + name + "; there are " + known);
            }
        }
    }

    /** The host that clients are told. */
    String host() {
        return host == null ? bind.getHostAddress() : host;
    }

    SmtpServer.Settings settings() {
        List<String> hosts = new ArrayList<>(List.of(host()));
        hosts.addAll(aliases);
        return new SmtpServer.Settings(bind, hosts, Map.copyOf(ports), clock, journal, limits, script, authority);
    }
}
