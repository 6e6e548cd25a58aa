package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.FOREIGN_HOST;
import static dev.norelay.standalone.http.Trouble.Kind.FOREIGN_ORIGIN;
import static dev.norelay.standalone.http.Trouble.Kind.UNAUTHORIZED;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in. A web page elsewhere must not drive norelay, neither directly ({@code Origin}, {@code Sec-Fetch-Site})
 * nor under a name of its own that it has made to mean this machine ({@code Host}; DNS rebinding). Where others can connect,
 * a token is needed; who has it may call the machine by any name. Stateless, thread-safe.
 */
final class Gate {
    /** The name of the cookie. */
    static final String COOKIE = "norelay-token";
    /** The name of the page's parameter. */
    static final String TOKEN = "token";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final @Nullable String token;
    private final Set<String> hosts;

    /**
     * @param token that is needed; null where none is
     * @param hosts names of this machine beyond loopback
     */
    Gate(@Nullable String token, Set<String> hosts) {
        this.token = token;
        this.hosts = hosts;
    }

    boolean needsToken() {
        return token != null;
    }

    /** Whether that is the token. */
    boolean opensWith(@Nullable String given) {
        return token != null
                && given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Lets a request of the API in.
     *
     * @throws Trouble if it may not
     */
    void admit(HttpServerRequest request) {
        refuseForeignOrigin(request);
        if (token == null) {
            refuseForeignHost(request);
        } else if (!opensWith(bearer(request)) && !opensWith(cookie(request))) {
            throw new Trouble(
                    UNAUTHORIZED,
                    "send the token that norelay has printed, as `Authorization: Bearer TOKEN`, or open the page with"
                            + " ?token=TOKEN");
        }
    }

    /** Lets a request for the page in, which tells nothing by itself. */
    void admitReader(HttpServerRequest request) {
        if (token == null) {
            refuseForeignHost(request);
        }
    }

    private void refuseForeignHost(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        String host = authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!LOOPBACK.contains(bare) && !hosts.contains(bare)) {
            throw new Trouble(
                    FOREIGN_HOST,
                    "this is not the host " + Request.shown(host)
                            + "; call it localhost, or start norelay with --http-token");
        }
    }

    private static void refuseForeignOrigin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        if (origin != null && !origin.equals("http://" + host)) {
            throw new Trouble(
                    FOREIGN_ORIGIN,
                    "a page of " + Request.shown(origin) + " may not use norelay; only norelay's own may");
        }
        if (origin == null && "cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            throw new Trouble(FOREIGN_ORIGIN, "a page elsewhere may not use norelay; only norelay's own may");
        }
    }

    private static @Nullable String bearer(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : null;
    }

    private static @Nullable String cookie(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? null : cookie.getValue();
    }
}
