package dev.norelay.bench.peer;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a keeping server keeps, in norelay's default limits: 100,000 entries, 64 MiB; the oldest goes. Thread-safe. */
final class Kept {
    private static final int MAX_ENTRIES = 100_000;
    private static final long MAX_OCTETS = 64L << 20;

    private record Entry(long sequence, Instant at, int session, List<byte[]> octets, ByteBuf reply) {
        long size() {
            long size = 0;
            for (byte[] piece : octets) {
                size += piece.length;
            }
            return size;
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long sequence;
    private int sessions;
    private long held;

    synchronized int newSession() {
        return ++sessions;
    }

    synchronized void note(int session, List<byte[]> octets, ByteBuf reply) {
        Entry entry = new Entry(++sequence, Instant.now(), session, octets, reply);
        entries.addLast(entry);
        held += entry.size();
        while (entries.size() > MAX_ENTRIES || (held > MAX_OCTETS && entries.size() > 1)) {
            held -= entries.removeFirst().size();
        }
    }
}
