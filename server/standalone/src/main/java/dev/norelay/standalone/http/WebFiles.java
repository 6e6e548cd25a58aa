package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_PATH;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of the page, from the class path. */
final class WebFiles {
    /** Nothing from elsewhere, and nothing that stands in the page itself. */
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; frame-src 'self'; object-src 'none';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String FOLDER = "/dev/norelay/standalone/web/";

    /** No segment begins with a dot, so that no path leaves the folder. */
    private static final Pattern NAME =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    /**
     * The file at that path.
     *
     * @param path of the request, decoded: {@code /} is {@code index.html}
     * @throws Trouble if there is none
     */
    Answer get(String path) {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type != null && NAME.matcher(name).matches()) {
            try (InputStream file = WebFiles.class.getResourceAsStream(FOLDER + name)) {
                if (file != null) {
                    return Answer.octets(type, file.readAllBytes())
                            .with("Content-Security-Policy", POLICY)
                            .with("X-Frame-Options", "DENY")
                            .with("Cache-Control", "no-cache");
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the file " + name + " of the page cannot be read", e);
            }
        }
        throw new Trouble(UNKNOWN_PATH, "nothing is at " + Request.shown(path) + "; the API is at " + Routes.API + "/");
    }
}
