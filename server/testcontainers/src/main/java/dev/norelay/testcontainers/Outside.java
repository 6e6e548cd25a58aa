package dev.norelay.testcontainers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For clients outside of the container, such as tests: published ports, under the numbers that the runtime has given them.
 *
 * <p>What publishes a port may be a proxy, which accepts connections before it asks within: so ports that refuse or never answer
 * are tried, and where they are accepted another place is told that does what is to happen. Thread-safe.
 */
final class Outside implements Ways, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NorelayContainer.class);

    private final String host;
    private final IntFunction<OptionalInt> published;
    private final List<String> addresses;
    private final Map<Integer, ClosedPort> closed = new HashMap<>();
    private final Map<Integer, Place> silent = new HashMap<>();

    /**
     * Tries nothing yet.
     *
     * @param host by which published ports are reached
     * @param published the number under which a port of the container is published; empty where it is not
     * @param addresses of the container itself, on its networks
     */
    Outside(String host, IntFunction<OptionalInt> published, List<String> addresses) {
        this.host = host;
        this.published = published;
        this.addresses = List.copyOf(addresses);
    }

    @Override
    public synchronized Place to(int port, String service) {
        return switch (service) {
            case "refuse" -> refusing(port);
            case "ignore" -> silent.computeIfAbsent(port, this::ignoring);
            default -> answering(port);
        };
    }

    private Place answering(int port) {
        OptionalInt number = published.apply(port);
        if (number.isPresent()) {
            return new Place(host, number.getAsInt());
        }
        // A scenario with listeners of its own: nobody could know their ports before.
        return at(port, Knock.ANSWERED)
                .orElseThrow(() -> new IllegalStateException("port " + port
                        + " of the container is not published, and its own addresses " + addresses
                        + " cannot be reached from here: withExposedPorts(" + port + "), and --port for its number"));
    }

    private Place refusing(int port) {
        OptionalInt number = published.apply(port);
        if (number.isPresent() && Knock.at(host, number.getAsInt()) == Knock.REFUSED) {
            return new Place(host, number.getAsInt());
        }
        ClosedPort instead = closed.computeIfAbsent(port, any -> {
            ClosedPort free = new ClosedPort();
            LOG.info(
                    "port {} refuses in this story; clients are sent to {}:{}, where nobody listens, since {}",
                    port,
                    host,
                    free.number(),
                    number.isPresent() ? "what publishes it accepts connections" : "it is not published");
            return free;
        });
        Place place = new Place(host, instead.number());
        if (Knock.at(host, instead.number())
                == Knock.ANSWERED) { // a machine elsewhere, where that number is somebody's
            closed.remove(port);
            instead.close();
            throw new IllegalStateException("port " + port + " is to refuse, and " + place
                    + " accepts connections: ask for the settings again");
        }
        return place;
    }

    private Place ignoring(int port) {
        OptionalInt number = published.apply(port);
        if (number.isPresent() && Knock.at(host, number.getAsInt()) == Knock.SILENCE) {
            return new Place(host, number.getAsInt());
        }
        Place own = at(port, Knock.SILENCE)
                .orElseThrow(() -> new IllegalStateException("port " + port
                        + " never answers in this story, and a client outside of the container cannot meet that here: what"
                        + " publishes ports accepts connections in its place, and the container's own addresses "
                        + addresses + " cannot be reached. Run the client in a container of the same network, with"
                        + " settingsOnNetwork(…), or norelay within the test, with norelay-junit5"));
        LOG.info("port {} never answers in this story; clients are sent to the container itself, {}", port, own);
        return own;
    }

    /** The container itself, by the address at which that is met. */
    private Optional<Place> at(int port, Knock met) {
        return addresses.stream()
                .filter(address -> Knock.at(address, port) == met)
                .findFirst()
                .map(address -> new Place(address, port));
    }

    /** Gives ports back. */
    @Override
    public synchronized void close() {
        closed.values().forEach(ClosedPort::close);
        closed.clear();
        silent.clear();
    }
}
