package dev.norelay;

import dev.norelay.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Whoever signs a server's certificates, for clients to trust. Made when it is first asked for, and shared by all servers of
 * a process that run at the same time, unless they keep one of their own in a directory or go by a clock other than {@link
 * java.time.Clock#systemUTC}. Thread-safe.
 */
public final class Ca {
    private final Supplier<CertificateAuthority> authority;
    private final @Nullable Path kept;
    private @Nullable Path temporary;
    private boolean closed;

    Ca(Supplier<CertificateAuthority> authority, @Nullable Path kept) {
        this.authority = authority;
        this.kept = kept;
    }

    /** Its certificate, as PEM. */
    public String pem() {
        return authority.get().pem();
    }

    /** Trusts it, and nobody else. Checking the host name is up to the client, as everywhere. */
    public SSLContext sslContext() {
        return authority.get().clientContext();
    }

    /** A PKCS #12 store in memory with its certificate, as a trust store. */
    public KeyStore trustStore() {
        return authority.get().trustStore();
    }

    /**
     * A PEM file with its certificate: the one in the directory where it is kept, else a temporary one, made at the first
     * call and gone when the server is closed.
     *
     * @throws IllegalStateException if the server is closed and the file is not there any more
     */
    public synchronized Path file() {
        if (kept != null) {
            return kept;
        }
        if (closed) {
            throw new IllegalStateException("the server is closed, and its CA file is gone: ask for it before close()");
        }
        if (temporary == null) {
            temporary = write();
        }
        return temporary;
    }

    private Path write() {
        try {
            Path file = Files.createTempFile("norelay-ca-", ".pem");
            return Files.writeString(file, pem());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the CA file cannot be written to " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    synchronized void close() {
        closed = true;
        if (temporary == null) {
            return;
        }
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException busy) {
            temporary.toFile().deleteOnExit(); // some systems do not delete what is being read
        }
        temporary = null;
    }
}
