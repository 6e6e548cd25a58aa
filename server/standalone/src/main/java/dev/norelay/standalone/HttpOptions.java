package dev.norelay.standalone;

import dev.norelay.Norelay;
import dev.norelay.standalone.http.HttpApi;
import dev.norelay.standalone.http.PortRange;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How {@code norelay run} is driven over HTTP. */
final class HttpOptions {
    private static final int PORT = 8025;
    private static final int ANY = 0;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = {
                "The port of the control API and the web page; 0 takes any that is free. Unless given: 8025, with"
                        + " --free-ports any that is free."
            })
    private @Nullable Integer port;

    @Option(names = "--no-http", fallbackValue = "true", description = "No control API and no web page.")
    private boolean off;

    @Option(
            names = "--http-token",
            paramLabel = "TOKEN",
            description = "Whoever uses the control API has to show this token. With --lan there is always one; unless"
                    + " given it is made up and printed.")
    private @Nullable String token;

    @Option(
            names = "--port-range",
            paramLabel = "FIRST-LAST",
            converter = RangeConverter.class,
            description =
                    "The ports of servers that are started over the control API, as a container publishes them; any"
                            + " that are free unless given. Each takes four.")
    private @Nullable PortRange range;

    /** Reads {@code 30000-30399}. */
    static final class RangeConverter implements ITypeConverter<PortRange> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,5})-(\\d{1,5})");

        @Override
        public PortRange convert(String typed) {
            Matcher matcher = FORM.matcher(typed);
            if (!matcher.matches()) {
                throw new TypeConversionException("expected a range of ports such as 30000-30399, not " + typed);
            }
            try {
                return new PortRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** What is wrong with them; null where nothing is. */
    @Nullable
    String mistake() {
        if (off && (port != null || token != null || range != null)) {
            return "--no-http goes without --http, --http-token and --port-range";
        }
        if (port != null && (port < 0 || port > 65_535)) {
            return "--http: a port is from 0 to 65535, not " + port;
        }
        return token != null && !token.matches("[A-Za-z0-9._~-]{8,200}")
                ? "--http-token: 8 letters, digits, and . _ ~ - or more"
                : null;
    }

    /**
     * The control API, which starts beside the server, so that neither waits for the other; empty where there is none.
     *
     * @param anyPort unless one was given
     * @param scenarios files of a person's own, by name, that are played as those of the catalogue are
     * @param builder makes what isolated servers have in common with that of {@code norelay run}
     */
    CompletableFuture<@Nullable HttpApi> start(
            InetAddress bind,
            String host,
            boolean anyPort,
            Map<String, String> scenarios,
            Supplier<Norelay.Builder> builder) {
        CompletableFuture<@Nullable HttpApi> started = new CompletableFuture<>();
        if (off) {
            started.complete(null);
            return started;
        }
        HttpApi.Settings settings = new HttpApi.Settings(
                bind,
                port != null ? port : anyPort ? ANY : PORT,
                host,
                token == null && !bind.isLoopbackAddress() ? madeUp() : token,
                range,
                scenarios,
                Clock.systemUTC());
        Thread starter = new Thread(
                () -> {
                    try {
                        started.complete(HttpApi.start(settings, builder));
                    } catch (RuntimeException | LinkageError e) {
                        started.completeExceptionally(e);
                    }
                },
                "norelay-http-start");
        starter.setDaemon(true);
        starter.start();
        return started;
    }

    /** Waits until it listens; what it fails with is thrown as it is. */
    static @Nullable HttpApi await(CompletableFuture<@Nullable HttpApi> started) {
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static String madeUp() {
        byte[] octets = new byte[18];
        new SecureRandom().nextBytes(octets);
        return Base64.getUrlEncoder().encodeToString(octets);
    }
}
