package dev.norelay.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps an authority in a directory, so that clients need to be told only once whom to trust. */
final class AuthorityDirectory {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
    static final String CERTIFICATE = "ca.pem";

    private static final String ANEW = "or delete ca.pem and ca-key.pem to have both made anew";

    private final Path directory;
    private final Path certificateFile;
    private final Path keyFile;

    AuthorityDirectory(Path directory) {
        this.directory = directory;
        this.certificateFile = directory.resolve(CERTIFICATE);
        this.keyFile = directory.resolve("ca-key.pem");
    }

    /**
     * Loads the authority, having made it if need be.
     *
     * @throws IOException if the directory cannot be used, with a message that says what to do
     */
    Issuer open(Supplier<Issuer> maker, Instant now) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException(directory + " is not a directory: name one to keep the certificate authority in");
        }
        try {
            if (!Files.exists(certificateFile)) {
                make(maker);
            }
        } catch (FileSystemException e) {
            throw new IOException(
                    "cannot make a certificate authority in " + directory + " (" + e
                            + "): let the user who runs norelay" + " write there, or name another directory",
                    e);
        }
        return load(now);
    }

    /**
     * Writes key, then certificate; whoever sees the certificate may read both. The key file is also the lock between
     * processes: it is opened (empty), locked, and only then filled. An empty key file is what is left of one that
     * died.
     */
    private void make(Supplier<Issuer> maker) throws IOException {
        Files.createDirectories(directory, mode("rwx------"));
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(keyFile, options, mode("rw-------"));
                FileLock ignored = lock(channel)) {
            if (Files.exists(certificateFile)) {
                return; // another process was first
            }
            if (channel.size() > 0) {
                throw new IOException(keyFile + " is there but ca.pem is not: put ca.pem back, or delete ca-key.pem to"
                        + " have both made anew");
            }
            Issuer made = maker.get();
            ByteBuffer key = ascii(Pem.encode(Pem.PRIVATE_KEY, made.key().getEncoded()));
            while (key.hasRemaining()) {
                channel.write(key);
            }
            publish(made.certificate());
        }
    }

    private void publish(X509Certificate certificate) throws IOException {
        Path unfinished = directory.resolve("ca.pem.new");
        try {
            Files.writeString(unfinished, Pem.encode(Pem.CERTIFICATE, certificate.getEncoded()));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate just made has no encoding", e);
        }
        Files.move(unfinished, certificateFile, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Waits for the lock with one channel for all tries: closing a second one would, on POSIX systems, release the lock
     * that another thread of this process holds.
     */
    private FileLock lock(FileChannel channel) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST_WAIT.toNanos()) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            try {
                Thread.sleep(BETWEEN_TRIES.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + keyFile, e);
            }
        }
        throw new IOException(keyFile + " has been locked for " + LONGEST_WAIT.toSeconds() + " s: end the process that"
                + " holds it, or name another directory");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(); // null: another process holds it
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private Issuer load(Instant now) throws IOException {
        if (!Files.exists(keyFile)) {
            throw new IOException(certificateFile + " is there but ca-key.pem is not: put ca-key.pem back, or delete"
                    + " ca.pem to have both made anew");
        }
        X509Certificate certificate = parseCertificate(read(certificateFile));
        PrivateKey key = parseKey(read(keyFile));
        if (!belongTogether(key, certificate)) {
            throw new IOException(keyFile + " is not the key of ca.pem: put the right one back, " + ANEW);
        }
        Instant notBefore = certificate.getNotBefore().toInstant();
        Instant notAfter = certificate.getNotAfter().toInstant();
        if (now.isBefore(notBefore) || now.isAfter(notAfter)) {
            throw new IOException(certificateFile + " is valid from " + notBefore + " to " + notAfter + ", and now is "
                    + now + ": set the clock right, " + ANEW + ", and let the clients trust the new one");
        }
        return new Issuer(key, certificate);
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1); // whatever it is, it is text; PEM is ASCII
        } catch (IOException e) {
            throw new IOException(
                    "cannot read " + file + " (" + e + "): let the user who runs norelay read it, or name another"
                            + " directory",
                    e);
        }
    }

    private X509Certificate parseCertificate(String text) throws IOException {
        byte[] der = Pem.decode(Pem.CERTIFICATE, text)
                .orElseThrow(
                        () -> new IOException(certificateFile + " is not a certificate in PEM: put it back, " + ANEW));
        X509Certificate certificate;
        try {
            certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IOException(certificateFile + " is not a certificate in PEM: put it back, " + ANEW, e);
        }
        if (certificate.getBasicConstraints() < 0) {
            throw new IOException(
                    certificateFile + " is not an authority's certificate (CA:TRUE): put one there, " + ANEW);
        }
        return certificate;
    }

    private PrivateKey parseKey(String text) throws IOException {
        String problem =
                keyFile + " is not an elliptic-curve key in PEM (PKCS #8, BEGIN PRIVATE KEY): put it back, " + ANEW;
        byte[] der = Pem.decode(Pem.PRIVATE_KEY, text).orElseThrow(() -> new IOException(problem));
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IOException(problem, e);
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        byte[] probe = "norelay".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherCurveOrAlgorithm) {
            return false;
        }
    }

    private FileAttribute<?>[] mode(String permissions) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
