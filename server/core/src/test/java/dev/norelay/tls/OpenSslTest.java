package dev.norelay.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.tls.LeafProfile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenSSL at its strictest says, and Python's clients with it. */
@Isolated("it starts programs: one that begins holds the sockets of this JVM open for a moment, whoever closes them")
class OpenSslTest {
    private static final List<String> NAMES = List.of("localhost", "mail.example.test", "127.0.0.1", "::1");

    @TempDir
    private Path directory;

    private final CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());

    @ParameterizedTest
    @NeedsProgram("openssl")
    @CsvSource({"-verify_hostname, localhost", "-verify_hostname, mail.example.test", "-verify_ip, ::1"})
    void validLeafPassesTheStrictCheck(String option, String host) throws Exception {
        Run run = verify(authority, mint(Kind.VALID), option, host);
        assertThat(run.output()).isEqualToNormalizingNewlines(directory.resolve("leaf.pem") + ": OK\n");
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @NeedsProgram("openssl")
    @CsvSource({
        "EXPIRED, certificate has expired",
        "NOT_YET_VALID, certificate is not yet valid",
        "WRONG_HOST, hostname mismatch",
        "SELF_SIGNED, self-signed certificate",
        "UNKNOWN_ISSUER, unable to get local issuer certificate",
        "MISSING_INTERMEDIATE, unable to get local issuer certificate",
        "WEAK_KEY, EE certificate key too weak"
    })
    void eachOtherKindFailsForItsOneReason(Kind kind, String reason) throws Exception {
        Run run = verify(authority, mint(kind), "-verify_hostname", "localhost", "-auth_level", "2");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output().lines().filter(line -> line.contains(" depth lookup: ")))
                .singleElement()
                .asString()
                .endsWith(reason);
    }

    @Test
    @NeedsProgram("openssl")
    void leafSaysWhatStrictClientsAskFor() throws Exception {
        write("leaf.pem", mint(Kind.VALID));
        String text = Run.of("openssl", "x509", "-noout", "-text", "-in", file("leaf.pem"))
                .output();
        assertThat(text)
                .contains("CN = localhost")
                .contains("DNS:localhost, DNS:mail.example.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1")
                .contains("TLS Web Server Authentication")
                .contains("X509v3 Key Usage: critical\n                Digital Signature\n")
                .contains("X509v3 Subject Key Identifier")
                .contains("X509v3 Authority Key Identifier")
                .doesNotContain("Basic Constraints");
    }

    @Test
    @NeedsProgram("openssl")
    void datesBeyondTwoDigitYearsAreUnderstood() throws Exception {
        Instant then = Instant.parse("2055-06-01T12:00:00Z");
        CertificateAuthority later = CertificateAuthority.create(Clock.fixed(then, ZoneOffset.UTC));
        X509Certificate leaf =
                later.mint(LeafProfile.of(Kind.VALID, "localhost")).leaf();
        Run run = verify(later, leaf, "-attime", Long.toString(then.getEpochSecond()));
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    @NeedsProgram("openssl")
    void authorityMadeByOpenSslCanBeUsed() throws Exception {
        Run made = Run.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-384",
                "-nodes",
                "-keyout",
                file("ca-key.pem"),
                "-out",
                file("ca.pem"),
                "-subj",
                "/O=Ours/CN=Our CA",
                "-addext",
                "keyUsage=critical,keyCertSign",
                "-days",
                "30");
        assertThat(made.exitCode()).as(made.output()).isZero();
        CertificateAuthority theirs = CertificateAuthority.inDirectory(directory, Clock.systemUTC());
        X509Certificate leaf =
                theirs.mint(LeafProfile.of(Kind.VALID, "localhost")).leaf();
        Run run = verify(theirs, leaf, "-verify_hostname", "localhost");
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    @NeedsProgram("python3")
    void pythonAtItsStrictestShakesHands() throws Exception {
        Files.writeString(directory.resolve("ca.pem"), authority.pem());
        ServerIdentity identity = authority.mint(new LeafProfile(Kind.VALID, NAMES, Duration.ZERO));
        String client = """
                import socket, ssl, sys
                context = ssl.create_default_context(cafile=sys.argv[1])
                context.verify_flags |= ssl.VERIFY_X509_STRICT
                with socket.create_connection(("127.0.0.1", int(sys.argv[2])), timeout=10) as plain:
                    with context.wrap_socket(plain, server_hostname="mail.example.test") as tls:
                        print(tls.recv(3).decode())
                """;
        try (SSLServerSocket listener = (SSLServerSocket)
                Handshake.serverContext(identity).getServerSocketFactory().createServerSocket(0)) {
            CompletableFuture<Void> greeted = CompletableFuture.runAsync(() -> greet(listener));
            Run run = Run.of("python3", "-c", client, file("ca.pem"), Integer.toString(listener.getLocalPort()));
            assertThat(run.output()).isEqualToNormalizingNewlines("220\n");
            greeted.get(10, TimeUnit.SECONDS);
        }
    }

    private static void greet(SSLServerSocket listener) {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.getOutputStream().write(new byte[] {'2', '2', '0'});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509Certificate mint(Kind kind) {
        return authority.mint(new LeafProfile(kind, NAMES, Duration.ZERO)).leaf();
    }

    private Run verify(CertificateAuthority trusted, X509Certificate leaf, String... options) throws Exception {
        Files.writeString(directory.resolve("ca.pem"), trusted.pem());
        write("leaf.pem", leaf);
        List<String> command = new ArrayList<>(List.of("openssl", "verify", "-x509_strict"));
        command.addAll(List.of(options));
        command.addAll(List.of("-CAfile", file("ca.pem"), file("leaf.pem")));
        return Run.of(command.toArray(String[]::new));
    }

    private void write(String name, X509Certificate certificate) throws Exception {
        Files.writeString(directory.resolve(name), Pem.encode(Pem.CERTIFICATE, certificate.getEncoded()));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }
}
