package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.norelay.session.ServerLimits;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Messages that there is no room for: 452 (RFC 5321 §4.2.3), and the server lives on. */
@Isolated("it starts programs: one that begins holds the sockets of this JVM open for a moment, whoever closes them")
class SpoolTest {
    private static final String LARGE = ("x".repeat(998) + "\r\n").repeat(400);

    @TempDir
    Path directory;

    private static FrozenConnection greeted(Spool spool) {
        FrozenConnection client = new FrozenConnection(ServerLimits.DEFAULT, spool);
        client.send("EHLO client.test\r\n");
        client.heard();
        return client;
    }

    private static String deliver(FrozenConnection client, String message) {
        client.send("MAIL FROM:<a@example.test>\r\nRCPT TO:<b@partner.test>\r\nDATA\r\n");
        client.heard();
        return client.send(message + ".\r\n").heard();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(".eml")).toList();
        }
    }

    private Spool spool(long most, Spool.Disk disk) {
        return new Spool(directory, most, disk, FrozenConnection.AT_ONCE);
    }

    private static OutputStream full(Path file) throws IOException {
        return new FilterOutputStream(Files.newOutputStream(file)) {
            @Override
            public void write(byte[] octets) throws IOException {
                throw new IOException("No space left on device");
            }
        };
    }

    private static OutputStream fullAtItsEnd(Path file) throws IOException {
        return new FilterOutputStream(Files.newOutputStream(file)) {
            @Override
            public void close() throws IOException {
                super.close();
                throw new IOException("Disk quota exceeded");
            }
        };
    }

    @Test
    void aFullDiskIs452AndTheNextMessageIsTaken() throws IOException {
        Spool spool = spool(Long.MAX_VALUE, SpoolTest::full);
        try (FrozenConnection client = greeted(spool)) {
            assertThat(deliver(client, LARGE)).startsWith("452 4.3.1 ");
            assertThat(client.limits()).containsExactly("spooled");
            assertThat(client.session().transcript())
                    .contains("-- limit spooled: the message could not be kept in " + directory
                            + ": No space left on device\nS: 452 4.3.1");
            assertThat(files()).isEmpty();
            assertThat(spool.used()).isZero();
            assertThat(deliver(client, "small\r\n")).startsWith("250 ");
        }
    }

    @Test
    void aDiskThatIsFullOnlyWhenTheFileIsClosedIs452Too() throws IOException {
        Spool spool = spool(Long.MAX_VALUE, SpoolTest::fullAtItsEnd);
        try (FrozenConnection client = greeted(spool)) {
            assertThat(deliver(client, LARGE)).startsWith("452 4.3.1 ");
            assertThat(files()).isEmpty();
            assertThat(spool.used()).isZero();
        }
    }

    @Test
    void allMessagesInFilesTogetherHaveTheirBound() throws IOException {
        Spool spool = spool(700_000, Files::newOutputStream);
        try (FrozenConnection client = greeted(spool)) {
            assertThat(deliver(client, LARGE)).startsWith("250 ");
            assertThat(spool.used()).isEqualTo(400_000);
            assertThat(deliver(client, LARGE)).startsWith("452 4.3.1 ");
            assertThat(client.session().transcript()).contains("of the 700,000 that they may take together");
            assertThat(files()).hasSize(1);
            client.recorder.clear();
            assertThat(files()).isEmpty();
            assertThat(spool.used()).isZero();
            assertThat(deliver(client, LARGE)).startsWith("250 ");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aMessageBeyondTheServersSizeIsNotKept() throws IOException {
        Spool spool = spool(Long.MAX_VALUE, Files::newOutputStream);
        try (FrozenConnection client = greeted(spool)) {
            assertThat(deliver(client, LARGE.repeat(26))).startsWith("552 5.3.4 ");
            assertThat(files()).isEmpty();
            assertThat(spool.used()).isZero();
            client.send("MAIL FROM:<a@example.test>\r\nRCPT TO:<b@partner.test>\r\nDATA\r\n" + LARGE);
            assertThat(files()).hasSize(1);
        }
        assertThat(files()).as("the client has gone in the middle of it").isEmpty();
        assertThat(spool.used()).isZero();
    }

    @Test
    void aDiskThatIsReallyFullIs452() throws IOException, InterruptedException {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256k", "norelay-test", directory.toString()),
                "disabled, because a disk to be filled (a tmpfs of 256 KiB) can be mounted by root only");
        Spool spool = spool(Long.MAX_VALUE, Files::newOutputStream);
        try (FrozenConnection client = greeted(spool)) {
            assertThat(deliver(client, LARGE)).startsWith("452 4.3.1 ");
            assertThat(client.session().transcript()).containsIgnoringCase("No space left on device");
            assertThat(files()).isEmpty();
            assertThat(deliver(client, "small\r\n")).startsWith("250 ");
        } finally {
            run("umount", directory.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
