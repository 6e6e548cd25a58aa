package dev.norelay.bench.peer;

import java.nio.file.Path;

/** A P-256 certificate in files, for the servers that do not mint one. */
public final class Certificate {
    static final Path KEY = Path.of("server", "bench", "target", "key.pem");
    static final Path CERTIFICATE = Path.of("server", "bench", "target", "certificate.pem");

    private Certificate() {}

    /** Makes it anew, with openssl. */
    public static void make() {
        Program.output(
                ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
                                + " -addext subjectAltName=IP:127.0.0.1 -keyout " + KEY + " -out " + CERTIFICATE)
                        .split(" ", -1));
    }
}
