package dev.norelay.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where one server's large messages lie: in private temporary files, written by workers, all together no larger than
 * allowed. Thread-safe.
 */
final class Spool {

    /** Opens a file for writing. */
    interface Disk {
        OutputStream open(Path file) throws IOException;
    }

    private final Path directory;
    private final long most;
    private final Disk disk;
    private final Executor workers;
    private final AtomicLong used = new AtomicLong();

    /** An empty one, in the system's directory for temporary files. */
    Spool(long most, Executor workers) {
        this(Path.of(System.getProperty("java.io.tmpdir")), most, Files::newOutputStream, workers);
    }

    Spool(Path directory, long most, Disk disk, Executor workers) {
        this.directory = directory;
        this.most = most;
        this.disk = disk;
        this.workers = workers;
    }

    /** Who writes. */
    Executor workers() {
        return workers;
    }

    /** A new file, which nobody else may read: 0600 where there are modes. */
    Path create() throws IOException {
        return Files.createTempFile(directory, "norelay-", ".eml");
    }

    OutputStream open(Path file) throws IOException {
        return disk.open(file);
    }

    /**
     * Takes room for so many octets, to be given back by {@link #free}.
     *
     * @throws IOException if there is none
     */
    void take(long octets) throws IOException {
        if (used.addAndGet(octets) > most) {
            used.addAndGet(-octets);
            throw new IOException(String.format(
                    Locale.ROOT,
                    "messages in files take %,d octets of the %,d that they may take together: read and reset, or raise the"
                            + " limit",
                    used.get(),
                    most));
        }
    }

    /** Gives room back. */
    void free(long octets) {
        used.addAndGet(-octets);
    }

    /** In octets. */
    long used() {
        return used.get();
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
