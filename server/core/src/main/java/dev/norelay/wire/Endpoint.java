package dev.norelay.wire;

import dev.norelay.journal.Recorder;
import dev.norelay.scenario.Run;
import dev.norelay.session.Script;
import dev.norelay.session.ServerLimits;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one server share.
 *
 * @param run the scenario being played
 * @param script the user's own, asked on a worker instead of the run's rules; or null
 * @param recorder of the journal
 * @param workers for whatever may block
 * @param tls the certificate of the moment
 * @param clock for times in the journal
 * @param limits of what clients may do
 * @param spool for large messages
 * @param phases enters a phase, on the spot or later
 * @param activity counts what happens, for the barrier
 */
record Endpoint(
        Run run,
        @Nullable Script script,
        Recorder recorder,
        Workers workers,
        ServerTls tls,
        Clock clock,
        ServerLimits limits,
        Spool spool,
        PhaseTimers phases,
        LongAdder activity) {}
