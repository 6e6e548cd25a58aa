package dev.norelay.standalone;

import dev.norelay.Norelay;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Scenario;
import dev.norelay.session.ServerLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where {@code norelay run} listens, and how its clients find it and trust it. */
final class ListenOptions {
    static final Map<String, Integer> PORTS =
            Map.of("smtp", 2525, "submission", 2587, "submissions", 2465, "old", 2526);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "NAME=NUMBER",
            split = ",",
            converter = PortAssignment.Converter.class,
            description = {
                "The port of a listener; 0 takes any that is free. May be repeated. Unless given:",
                "smtp=2525, submission=2587, submissions=2465, old=2526, others any that is free."
            })
    private List<PortAssignment> ports = new ArrayList<>();

    @Option(
            names = "--real-ports",
            fallbackValue = "true",
            description = "Takes the ports of the scenario itself: 25, 587, 465, 26.")
    private boolean realPorts;

    @Option(
            names = "--free-ports",
            fallbackValue = "true",
            description = "Takes any ports that are free: several norelays go side by side.")
    private boolean freePorts;

    @Option(
            names = "--lan",
            fallbackValue = "true",
            description = "Lets other devices connect, such as a phone, and everyone else on the network too.")
    private boolean lan;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            split = ",",
            description = {
                "A name or address by which clients reach this server: the first is told to them, and the certificate is"
                        + " valid for all of them. May be repeated."
            })
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--ca-dir",
            paramLabel = "DIR",
            description =
                    "Keeps the certificate authority in this directory, so that a device has to trust it only once.")
    private @Nullable Path caDirectory;

    @Option(
            names = "--max-connections",
            paramLabel = "NUMBER",
            description = "Takes so many connections at a time; one more hears 421. Unless given: 20,000.")
    private int maxConnections = ServerLimits.DEFAULT.connections();

    private volatile String host = "";

    /** What is wrong with them; null where nothing is. */
    @Nullable
    String mistake() {
        if (realPorts && freePorts) {
            return "--real-ports or --free-ports: one of them";
        }
        return maxConnections < 1 ? "--max-connections: at least 1, not " + maxConnections : null;
    }

    /** Whether ports are to be any that are free. */
    boolean takesFreePorts() {
        return freePorts;
    }

    /** Whether the certificate authority is kept for the next run. */
    boolean keepsAuthority() {
        return caDirectory != null;
    }

    /** Whether strangers can connect. */
    boolean isForAll() {
        return lan;
    }

    /** A server that plays this on these ports. */
    Norelay.Builder builder(Scenario played) {
        Norelay.Builder builder = named().scenario(played);
        ports(played).forEach(builder::port);
        return builder;
    }

    private Norelay.Builder named() {
        try {
            return builder();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--host: " + e.getMessage());
        }
    }

    /** What the server has in common with those that are started over the control API. */
    Norelay.Builder builder() {
        Norelay.Builder builder = Norelay.builder()
                .limits(ServerLimits.DEFAULT.withConnections(maxConnections))
                .bind(bind());
        if (lan || !hosts.isEmpty()) {
            builder.host(host());
        }
        hosts.forEach(builder::alias);
        if (lan) {
            builder.alias(LanAddress.find().getHostAddress());
        }
        return caDirectory == null ? builder : builder.caDirectory(caDirectory);
    }

    InetAddress bind() {
        return lan ? wildcard() : InetAddress.getLoopbackAddress();
    }

    private static InetAddress wildcard() {
        try {
            return InetAddress.getByAddress(new byte[4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("0.0.0.0 has four octets", e);
        }
    }

    /** By which clients reach this machine; looked for once. */
    String host() {
        if (host.isEmpty()) {
            host = !hosts.isEmpty() ? hosts.get(0) : lan ? LanAddress.find().getHostAddress() : bind().getHostAddress();
        }
        return host;
    }

    private Map<String, Integer> ports(Scenario played) {
        Map<String, Listener> listeners = played.broken().server().listeners();
        Map<String, Integer> chosen = new LinkedHashMap<>(PORTS);
        if (realPorts) {
            listeners.values().forEach(listener -> chosen.put(listener.name(), listener.port()));
        }
        if (freePorts) {
            listeners.keySet().forEach(name -> chosen.put(name, 0));
        }
        for (PortAssignment port : ports) {
            if (!listeners.containsKey(port.listener())) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--port: no listener is called " + port.listener() + "; there are "
                                + String.join(", ", listeners.keySet()));
            }
            chosen.put(port.listener(), port.number());
        }
        return chosen;
    }
}
