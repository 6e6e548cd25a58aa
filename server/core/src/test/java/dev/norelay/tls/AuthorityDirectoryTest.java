package dev.norelay.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it starts programs: one that begins holds the sockets of this JVM open for a moment, whoever closes them")
class AuthorityDirectoryTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path temporary;

    private Path directory;
    private Path certificateFile;
    private Path keyFile;

    @BeforeEach
    void name() {
        directory = temporary.resolve("deep").resolve("norelay");
        certificateFile = directory.resolve("ca.pem");
        keyFile = directory.resolve("ca-key.pem");
    }

    @Test
    void secondOpeningFindsTheSameAuthority() throws Exception {
        CertificateAuthority first = open();
        CertificateAuthority second = open();
        assertThat(second.certificate()).isEqualTo(first.certificate());
        ServerIdentity identity = second.mint(LeafProfile.of(LeafProfile.Kind.VALID, "localhost"));
        Handshake.between(first.clientContext(), "localhost", "TLSv1.3", identity);
    }

    @Test
    void certificateFileIsThePemAndNothingUnfinishedIsLeft() throws Exception {
        assertThat(open().pem()).isEqualTo(Files.readString(certificateFile));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(certificateFile, keyFile);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "disabled, because Windows has no POSIX permissions")
    void directoryAndKeyAreTheOwnersAlone() throws Exception {
        open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void threadsThatOpenAtOnceGetOneAuthority() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<X509Certificate>> openers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                openers.add(() -> open().certificate());
            }
            List<X509Certificate> found = new ArrayList<>();
            for (Future<X509Certificate> opened : pool.invokeAll(openers, 20, TimeUnit.SECONDS)) {
                found.add(opened.get());
            }
            assertThat(found).hasSize(threads).containsOnly(open().certificate());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @Timeout(30)
    void processesThatOpenAtOnceGetOneAuthority() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(java, "-cp", classPath, Opener.class.getName(), directory.toString())
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process process : processes) {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(process.waitFor()).as(printed).isZero();
            assertThat(printed).isEqualTo(open().pem());
        }
    }

    /** One of several processes: prints the authority that it gets. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] directory) throws IOException {
            System.out.print(CertificateAuthority.inDirectory(Path.of(directory[0]), CLOCK)
                    .pem());
        }
    }

    @Test
    void emptyKeyFileOfAProcessThatDiedIsNoObstacle() throws Exception {
        Files.createDirectories(directory);
        Files.createFile(keyFile);
        assertThat(open().pem()).isEqualTo(Files.readString(certificateFile));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "disabled, because nobody reads a locked file on Windows")
    void openingAnExistingAuthorityNeedsNoLock() throws Exception {
        X509Certificate certificate = open().certificate();
        try (FileChannel channel = FileChannel.open(keyFile, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            assertThat(open().certificate()).isEqualTo(certificate);
        }
    }

    @Test
    void fileInPlaceOfTheDirectoryIsToldSo() throws Exception {
        Files.createDirectories(directory.getParent());
        Files.createFile(directory);
        assertThatOpening()
                .hasMessage(directory + " is not a directory: name one to keep the certificate authority in");
    }

    @Test
    void directoryThatCannotBeMadeIsToldSo() throws Exception {
        Files.createFile(temporary.resolve("deep"));
        assertThatOpening()
                .hasMessageStartingWith("cannot make a certificate authority in " + directory + " (")
                .hasMessageEndingWith("): let the user who runs norelay write there, or name another directory");
    }

    @Test
    void unreadableFileIsToldSo() throws Exception {
        open();
        Files.delete(keyFile);
        Files.createDirectory(keyFile); // a file without permission would not stop root
        assertThatOpening()
                .hasMessageStartingWith("cannot read " + keyFile + " (")
                .hasMessageEndingWith("): let the user who runs norelay read it, or name another directory");
    }

    @Test
    void garbageInPlaceOfTheCertificateIsToldSo() throws Exception {
        open();
        for (String garbage : List.of("", "\u00ff\u0000", Pem.encode(Pem.CERTIFICATE, new byte[] {1, 2, 3}))) {
            Files.writeString(certificateFile, garbage);
            assertThatOpening()
                    .hasMessage(certificateFile + " is not a certificate in PEM: put it back, or delete ca.pem and"
                            + " ca-key.pem to have both made anew");
        }
    }

    @Test
    void garbageInPlaceOfTheKeyIsToldSo() throws Exception {
        open();
        for (String garbage : List.of(
                "",
                "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n",
                Pem.encode(Pem.PRIVATE_KEY, new byte[] {1, 2, 3}))) {
            Files.writeString(keyFile, garbage);
            assertThatOpening()
                    .hasMessage(keyFile + " is not an elliptic-curve key in PEM (PKCS #8, BEGIN PRIVATE KEY): put it"
                            + " back, or delete ca.pem and ca-key.pem to have both made anew");
        }
    }

    @Test
    void certificateOfALeafIsToldSo() throws Exception {
        X509Certificate leaf =
                open().mint(LeafProfile.of(LeafProfile.Kind.VALID, "localhost")).leaf();
        Files.writeString(certificateFile, Pem.encode(Pem.CERTIFICATE, leaf.getEncoded()));
        assertThatOpening().hasMessageStartingWith(certificateFile + " is not an authority's certificate (CA:TRUE)");
    }

    @Test
    void keyOfAnotherCertificateIsToldSo() throws Exception {
        open();
        Files.writeString(
                keyFile, Pem.encode(Pem.PRIVATE_KEY, Issuer.p256().getPrivate().getEncoded()));
        assertThatOpening().hasMessageStartingWith(keyFile + " is not the key of ca.pem: put the right one back");
    }

    @Test
    void missingKeyIsToldSo() throws Exception {
        open();
        Files.delete(keyFile);
        assertThatOpening()
                .hasMessage(
                        certificateFile + " is there but ca-key.pem is not: put ca-key.pem back, or delete ca.pem to"
                                + " have both made anew");
    }

    @Test
    void missingCertificateIsToldSoAndTheKeyIsKept() throws Exception {
        open();
        String key = Files.readString(keyFile);
        Files.delete(certificateFile);
        assertThatOpening()
                .hasMessage(keyFile + " is there but ca.pem is not: put ca.pem back, or delete ca-key.pem to have both"
                        + " made anew");
        assertThat(keyFile).hasContent(key);
    }

    @Test
    void expiredAuthorityIsToldSo() throws Exception {
        X509Certificate certificate = open().certificate();
        Clock later = Clock.offset(CLOCK, Duration.ofDays(21 * 365));
        assertThatThrownBy(() -> CertificateAuthority.inDirectory(directory, later))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(certificateFile + " is valid from ")
                .hasMessageContaining(" to " + certificate.getNotAfter().toInstant() + ", and now is ")
                .hasMessageContaining("set the clock right, or delete ca.pem and ca-key.pem to have both made anew");
    }

    private CertificateAuthority open() throws IOException {
        return CertificateAuthority.inDirectory(directory, CLOCK);
    }

    private AbstractThrowableAssert<?, ?> assertThatOpening() {
        return assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }
}
