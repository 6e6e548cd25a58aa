package dev.norelay.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the octets of a message are: in memory, or in a private temporary file. */
public sealed interface MessageContent {
    /** In octets. */
    long size();

    /** Reads them from the start; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Gives up the octets: they cannot be read any more. Deletes the file, if there is one: not for event loops then. */
    void discard();

    /** Whether they lie in a file. */
    default boolean isInFile() {
        return false;
    }

    /** How much memory they take. */
    long octetsInMemory();

    /** A small message. */
    final class InMemory implements MessageContent {
        private final int size;
        private volatile byte @Nullable [] octets;

        /** Takes the array over; it must not be changed afterwards. */
        public InMemory(byte[] octets) {
            this.size = octets.length;
            this.octets = octets;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open() throws IOException {
            byte[] kept = octets;
            if (kept == null) {
                throw new IOException("the journal has dropped them");
            }
            return new ByteArrayInputStream(kept);
        }

        /** The message itself lives on in the journal's entries. */
        @Override
        public void discard() {
            octets = null;
        }

        @Override
        public long octetsInMemory() {
            return size;
        }
    }

    /** A large message. */
    final class InFile implements MessageContent {
        private final Path file;
        private final long size;
        private final Runnable whenGone;

        /** Takes the file over; {@code whenGone} is told when its room on the disk is free again. */
        public InFile(Path file, long size, Runnable whenGone) {
            this.file = file;
            this.size = size;
            this.whenGone = whenGone;
        }

        @Override
        public boolean isInFile() {
            return true;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public void discard() {
            try {
                if (Files.deleteIfExists(file)) {
                    whenGone.run();
                }
            } catch (IOException busy) {
                file.toFile().deleteOnExit(); // some systems do not delete what is being read
            }
        }

        @Override
        public long octetsInMemory() {
            return 0;
        }
    }
}
