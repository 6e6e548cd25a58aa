package dev.norelay.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the octets of a message are: in memory, or in a private temporary file. */
public sealed interface MessageContent {
    /** In octets. */
    long size();

    /** Reads them from the start; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Gives up what is held outside memory. */
    void discard();

    /** How much memory they take. */
    long octetsInMemory();

    /** A small message. */
    final class InMemory implements MessageContent {
        private final byte[] octets;

        /** Takes the array over; it must not be changed afterwards. */
        public InMemory(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(octets);
        }

        @Override
        public void discard() {
            // Memory goes with the message.
        }

        @Override
        public long octetsInMemory() {
            return octets.length;
        }
    }

    /** A large message. */
    final class InFile implements MessageContent {
        private final Path file;
        private final long size;

        /** Takes the file over. */
        public InFile(Path file, long size) {
            this.file = file;
            this.size = size;
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
                Files.deleteIfExists(file);
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
