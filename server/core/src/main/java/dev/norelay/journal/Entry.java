package dev.norelay.journal;

import java.time.Instant;

/**
 * One thing that happened.
 *
 * @param sequence from 1, in the order in which things were recorded, over all sessions
 * @param time by the server's clock
 * @param session from 1; 0 for what belongs to no session
 * @param event what happened
 */
public record Entry(long sequence, Instant time, int session, Event event) {}
