package dev.norelay.wire;

import dev.norelay.journal.MessageContent;
import dev.norelay.smtp.Framer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one message: small ones stay in memory, large ones are written to a private temporary file by a worker. Used
 * on the connection's event loop, except for {@link #drain}.
 */
final class Intake implements Framer.Sink {
    /** From this size on a message lies in a file. */
    static final int MEMORY = 256 << 10;
    /** More than this waiting to be written: stop reading. */
    static final int HIGH_WATER = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Executor workers;
    private final Executor loop;
    private final Runnable whenDrained;
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream(1024);
    private byte[] beginning = {};
    private long size;
    private boolean dropped;

    private final Deque<byte[]> waiting = new ArrayDeque<>(0);
    private long waitingOctets;
    private boolean draining;
    private boolean ended;
    private volatile boolean failed;

    private @Nullable Path file;
    private @Nullable OutputStream out;

    /** An empty one; {@code whenDrained} is run on the loop whenever all that waited has been written. */
    Intake(Executor workers, Executor loop, Runnable whenDrained) {
        this.workers = workers;
        this.loop = loop;
        this.whenDrained = whenDrained;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (dropped) {
            return;
        }
        size += length;
        if (memory != null && size <= MEMORY) {
            memory.write(octets, offset, length);
            return;
        }
        if (memory != null) {
            beginning = memory.toByteArray();
            enqueue(beginning);
            memory = null;
        }
        enqueue(Arrays.copyOfRange(octets, offset, offset + length));
    }

    private synchronized void enqueue(byte[] octets) {
        waiting.add(octets);
        waitingOctets += octets.length;
        startDraining();
    }

    private synchronized void startDraining() {
        if (!draining) {
            draining = true;
            workers.execute(this::drain);
        }
    }

    /** No more is to come: the file, if there is one, is closed by a worker, and so long {@link #busy}. */
    synchronized void end() {
        ended = true;
        if (memory == null) {
            startDraining();
        }
    }

    /** Whether reading must wait for the file. */
    synchronized boolean full() {
        return waitingOctets > HIGH_WATER;
    }

    /** Whether octets are still on their way to the file. */
    synchronized boolean busy() {
        return draining;
    }

    /** The first octets of the message, {@link #MEMORY} at most; of one that is dropped, none. */
    byte[] beginning() {
        return memory == null ? beginning : memory.toByteArray();
    }

    /** Whether there was room to keep it. */
    boolean stored() {
        return !failed;
    }

    /** Nobody wants the message: frees what it holds; what still comes is counted and dropped. */
    void drop() {
        dropped = true;
        memory = null;
        beginning = new byte[0];
        synchronized (this) {
            if (file != null) {
                startDraining(); // a worker finds out, and deletes it
            }
        }
    }

    /** The message's octets, which are the caller's now; only after {@link #end} and when not {@link #busy} any more. */
    MessageContent content() {
        if (memory != null) {
            return new MessageContent.InMemory(memory.toByteArray());
        }
        if (file == null) {
            return new MessageContent.InMemory(new byte[0]);
        }
        return new MessageContent.InFile(file, size);
    }

    /** On a worker. */
    private void drain() {
        while (true) {
            byte[] next;
            synchronized (this) {
                next = waiting.poll();
                if (next == null) {
                    finishDraining();
                    return;
                }
                waitingOctets -= next.length;
            }
            if (!failed && !dropped) {
                append(next);
            }
        }
    }

    private void finishDraining() {
        draining = false;
        if (ended || dropped || failed) {
            close();
        }
        if (dropped || failed) {
            deleteFile();
        }
        loop.execute(whenDrained);
    }

    private void append(byte[] octets) {
        try {
            if (out == null) {
                file = Files.createTempFile("norelay-", ".eml"); // private: 0600 where there are modes
                out = Files.newOutputStream(file);
            }
            out.write(octets);
        } catch (IOException e) {
            failed = true;
            LOG.warn(
                    "a message of {} octets could not be kept in {}: {}; the client is told 452",
                    size,
                    System.getProperty("java.io.tmpdir"),
                    e.toString());
        }
    }

    private void close() {
        try {
            if (out != null) {
                out.close();
                out = null;
            }
        } catch (IOException e) {
            failed = true;
        }
    }

    private void deleteFile() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
                file = null;
            }
        } catch (IOException e) {
            LOG.warn("a temporary file could not be deleted: {}", e.toString());
        }
    }
}
