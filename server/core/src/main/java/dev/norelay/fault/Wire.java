package dev.norelay.fault;

import java.time.Duration;

/**
 * The connection, as faults see it. Everything is done in the order in which it was asked for: what comes behind a pause
 * waits for it, what comes behind a stall or an end never happens. Called on the connection's event loop only; no call
 * blocks.
 */
public interface Wire {
    /** Lets some time pass; the client's next command waits too. */
    void pause(Duration duration);

    /** Splits what is written from now on, until the next moment is answered. */
    void fragment(Fragment fragment);

    /** From now on so many octets a second are read and written; 0 leaves it as it is. */
    void throttle(long read, long write);

    /** Ends with {@link Ending#CUT} when so many octets more have been read or written; 0 for no such limit. */
    void cutAfter(long read, long write);

    /**
     * Says nothing any more. The client's octets are read and journalled, so that its end is seen.
     *
     * @param deaf whether they are not read either, and its end is not seen
     */
    void stall(boolean deaf);

    /** Ends the connection. */
    void end(Ending ending);
}
