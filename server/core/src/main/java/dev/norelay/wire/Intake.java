package dev.norelay.wire;

import dev.norelay.journal.MessageContent;
import dev.norelay.smtp.Framer;
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
    /** So much is written in one go, as long as more is to come: to wake a worker costs more than to write a little. */
    private static final int BATCH = MEMORY;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Spool spool;
    private final Executor loop;
    private final Runnable whenDrained;
    /** Null once the message lies in a file. */
    private byte @Nullable [] memory = {};

    private byte[] beginning = {};
    private long size;
    private boolean dropped;

    private final Deque<byte[]> waiting = new ArrayDeque<>(0);
    private long waitingOctets;
    private boolean draining;
    /** Whether anybody has been told to wait for it. */
    private boolean awaited;

    private boolean ended;
    private volatile @Nullable String trouble;

    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long written;

    /** An empty one; {@code whenDrained} is run on the loop when all has been written that somebody waits for. */
    Intake(Spool spool, Executor loop, Runnable whenDrained) {
        this.spool = spool;
        this.loop = loop;
        this.whenDrained = whenDrained;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (dropped) {
            return;
        }
        int before = (int) Math.min(size, MEMORY);
        size += length;
        if (memory != null && size <= MEMORY) {
            if (size > memory.length) {
                memory = Arrays.copyOf(memory, Math.max((int) size, Math.min(MEMORY, 2 * memory.length)));
            }
            System.arraycopy(octets, offset, memory, before, length);
            return;
        }
        if (memory != null) {
            beginning = Arrays.copyOf(memory, before);
            enqueue(beginning);
            memory = null;
        }
        enqueue(Arrays.copyOfRange(octets, offset, offset + length));
    }

    private synchronized void enqueue(byte[] octets) {
        waiting.add(octets);
        waitingOctets += octets.length;
        if (waitingOctets >= BATCH) {
            startDraining();
        }
    }

    private synchronized void startDraining() {
        if (!draining) {
            draining = true;
            spool.workers().execute(this::drain);
        }
    }

    /** No more is to come: the file, if there is one, is closed by a worker, and so long {@link #busy}. */
    synchronized void end() {
        ended = true;
        if (memory == null) {
            startDraining();
        }
    }

    /** Whether reading must wait for the file; {@code whenDrained} tells its end. */
    synchronized boolean full() {
        awaited |= waitingOctets > HIGH_WATER;
        return waitingOctets > HIGH_WATER;
    }

    /** Whether octets are on their way to the file; {@code whenDrained} tells their end. */
    synchronized boolean busy() {
        awaited |= draining;
        return draining;
    }

    /** The first octets of the message, {@link #MEMORY} at most; of one that is dropped, none. */
    byte[] beginning() {
        return memory == null ? beginning : kept(memory);
    }

    /** Why it could not be kept, in a person's words; null where nothing was in the way. */
    @Nullable
    String trouble() {
        return trouble;
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
            return new MessageContent.InMemory(kept(memory));
        }
        if (file == null) {
            return new MessageContent.InMemory(new byte[0]);
        }
        long taken = written;
        return new MessageContent.InFile(file, size, () -> spool.free(taken));
    }

    private byte[] kept(byte[] memory) {
        return memory.length == size ? memory : Arrays.copyOf(memory, (int) size);
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
            if (trouble == null && !dropped) {
                append(next);
            }
        }
    }

    private void finishDraining() {
        draining = false;
        if (ended || dropped || trouble != null) {
            close();
        }
        if (dropped || trouble != null) {
            deleteFile();
        }
        if (awaited) {
            awaited = false;
            loop.execute(whenDrained);
        }
    }

    private void append(byte[] octets) {
        try {
            if (out == null) {
                file = spool.create();
                out = spool.open(file);
            }
            spool.take(octets.length);
            written += octets.length;
            out.write(octets);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException cause) {
        trouble = "the message could not be kept in " + spool + ": " + cause.getMessage();
        LOG.info("{}; the client is told 452", trouble);
    }

    private void close() {
        OutputStream open = out;
        out = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void deleteFile() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
                file = null;
                spool.free(written);
                written = 0;
            }
        } catch (IOException e) {
            LOG.warn("a temporary file could not be deleted: {}", e.toString());
        }
    }
}
