package dev.norelay.outbox;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the outbox is; the same option for all commands. */
final class Place {
    @Option(
            names = "--outbox",
            paramLabel = "FOLDER",
            description = "Where mails are kept; by default: ${DEFAULT-VALUE}.",
            defaultValue = "${sys:user.home}/.outbox")
    private Path folder = Path.of(".outbox");

    /** Opens the outbox; its folder is made, readable by its owner only, where there is none. */
    Outbox open(Environment environment) throws IOException, SQLException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            File made = folder.toFile();
            boolean closed = made.setReadable(false, false) && made.setExecutable(false, false);
            boolean own = made.setReadable(true, true) && made.setExecutable(true, true);
            if (!closed || !own) {
                throw new IOException(folder + " cannot be closed to others");
            }
        }
        return new Outbox(environment.database().in(folder));
    }

    /**
     * Only one program at a time takes mails to the server; the operating system gives the lock back when that one is
     * killed.
     *
     * @return null where another one does
     */
    @Nullable
    Turn turn() throws IOException {
        FileChannel file =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return new Turn(file);
            }
        } catch (OverlappingFileLockException held) {
            // by this very program
        }
        file.close();
        return null;
    }

    /** Whose turn it is. */
    record Turn(FileChannel file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
