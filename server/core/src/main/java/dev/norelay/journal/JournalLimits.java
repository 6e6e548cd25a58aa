package dev.norelay.journal;

/**
 * How much a journal keeps. Beyond that the oldest goes, and reading says so.
 *
 * @param maxEntries of all sessions together; as many at most wait for a listener that is slow
 * @param maxMessages that were taken over
 * @param maxOctets of messages held in memory; larger messages lie in files, which the server's limits bound
 */
public record JournalLimits(int maxEntries, int maxMessages, long maxOctets) {
    /** 100,000 entries, 10,000 messages, 64 MiB. */
    public static final JournalLimits DEFAULT = new JournalLimits(100_000, 10_000, 64L << 20);

    public JournalLimits {
        if (maxEntries < 1 || maxMessages < 1 || maxOctets < 1) {
            throw new IllegalArgumentException("the limits of a journal are at least 1");
        }
    }
}
