package dev.norelay.standalone.http;

import dev.norelay.Norelay;
import dev.norelay.standalone.story.Happenings;
import dev.norelay.standalone.story.Stage;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control API at work: listens, and drives the server of {@code norelay run} and isolated ones. Thread-safe.
 *
 * <p>Next on the main path: {@code Routes}, the table of contents.
 */
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final int WORKERS = 16;
    private static final int SILENCE_SECONDS = 90;
    private static final int LARGEST_HEADER = 16 << 10;
    private static final long SWEEP_MILLIS = 1_000;
    private static final long START_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;

    /**
     * How it listens.
     *
     * @param bind the address
     * @param port 0 takes any that is free
     * @param host by which others reach it
     * @param token that is needed; null where none is
     * @param ports for isolated servers; null: any that are free
     * @param scenarios files of a person's own, by name
     * @param clock for times to live
     */
    public record Settings(
            InetAddress bind,
            int port,
            String host,
            @Nullable String token,
            @Nullable PortRange ports,
            Map<String, String> scenarios,
            Clock clock) {
        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "Settings[" + bind + ":" + port + ", host=" + host + ", ports=" + ports + "]";
        }
    }

    private final Settings settings;
    private final Vertx vertx;
    private final Servers servers;
    private final HttpServer server;
    private final AboutRoutes.Addressed addressed;
    private final long sweeper;

    private HttpApi(Settings settings, Supplier<Norelay.Builder> builder) {
        this.settings = settings;
        Meters meters = new Meters();
        this.servers = new Servers(builder, settings.ports(), settings.bind(), settings.clock(), meters);
        this.vertx = vertx();
        try {
            WorkerExecutor workers = vertx.createSharedWorkerExecutor("norelay-http", WORKERS);
            Streams streams = new Streams(vertx);
            meters.gauge("norelay_servers", "Servers that there are now.", servers::count);
            meters.gauge("norelay_event_streams", "Event streams that are open.", streams::count);
            Set<String> hosts =
                    new HashSet<>(List.of(settings.host(), settings.bind().getHostAddress()));
            Gate gate = new Gate(settings.token(), hosts);
            AtomicReference<AboutRoutes.Addressed> here = new AtomicReference<>();
            AboutRoutes about = new AboutRoutes(servers, meters, here::get);
            Routes routes = new Routes(vertx, workers, gate, meters, servers, streams);
            this.server = vertx.createHttpServer(options())
                    .requestHandler(routes.lay(about, new Shelf(settings.scenarios())));
            listen();
            this.addressed = addressed();
            here.set(addressed);
            this.sweeper = vertx.setPeriodic(
                    SWEEP_MILLIS,
                    tick -> workers.executeBlocking(() -> {
                        servers.sweep();
                        return settings;
                    }));
        } catch (RuntimeException failed) {
            vertx.close();
            throw failed;
        }
    }

    private AboutRoutes.Addressed addressed() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return new AboutRoutes.Addressed(
                "http://" + host + ":" + server.actualPort(),
                settings.token(),
                !settings.bind().isLoopbackAddress());
    }

    /** Threads of its own that keep no process alive; no files, no names to look up. */
    private static Vertx vertx() {
        System.setProperty("vertx.disableDnsResolver", "true");
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setBlockedThreadCheckInterval(TimeUnit.MINUTES.toMillis(1))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(8 << 10)
                .setMaxHeaderSize(LARGEST_HEADER)
                .setIdleTimeout(SILENCE_SECONDS);
    }

    private void listen() {
        SocketAddress at =
                SocketAddress.inetSocketAddress(settings.port(), settings.bind().getHostAddress());
        try {
            server.listen(at).toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the control API did not start within " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the control API started", e);
        }
    }

    private RuntimeException refused(Throwable cause) {
        String remedy = "; choose another with --http PORT (0 takes any that is free), or do without with --no-http";
        String what = cause instanceof BindException ? "is taken" : "cannot be bound (" + cause.getMessage() + ")";
        return new UncheckedIOException(
                "port " + settings.port() + " for the control API " + what + remedy, new IOException(cause));
    }

    /**
     * Listens. Until {@link #serve} it is not ready.
     *
     * @param builder makes what isolated servers have in common with that of {@code norelay run}
     * @throws UncheckedIOException if the port is taken; the message says what to do
     */
    public static HttpApi start(Settings settings, Supplier<Norelay.Builder> builder) {
        return new HttpApi(settings, builder);
    }

    /**
     * Drives the server of {@code norelay run} from now on.
     *
     * @param ca the file of the certificate that clients have to trust
     * @param dialect in which all is spoken; null: its own words
     * @return is to hear of all that happens to it
     */
    public Happenings serve(Stage main, Path ca, @Nullable String dialect) {
        return servers.main(main, ca, dialect);
    }

    /** {@code http://127.0.0.1:8025}. */
    public String address() {
        return addressed.address();
    }

    /** The token that is needed; empty where none is. */
    public Optional<String> token() {
        return Optional.ofNullable(settings.token());
    }

    /** To open the page with; holds the token where one is needed. */
    public String pageAddress() {
        return addressed.page();
    }

    /** Closes servers that nobody has used for their time to live; done each second too. */
    void sweep() {
        servers.sweep();
    }

    /** Tells streams that it ends, closes isolated servers, and stops. Returns after a few seconds at most. */
    @Override
    public void close() {
        vertx.cancelTimer(sweeper);
        servers.close();
        try {
            server.shutdown(1, TimeUnit.SECONDS)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_SECONDS, TimeUnit.SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("the control API did not stop in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
