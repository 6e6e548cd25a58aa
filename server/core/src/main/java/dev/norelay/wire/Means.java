package dev.norelay.wire;

import dev.norelay.session.Action;
import java.util.function.Consumer;

/**
 * With what a connection enacts the decisions that are made for it.
 *
 * @param wire does things in order
 * @param outbox for what the server says
 * @param recorder for what it does, and for how the session ends
 * @param reception has the message
 * @param securing has TLS begin
 * @param phases has the story go on
 */
record Means(
        ChannelWire wire,
        Outbox outbox,
        SessionRecorder recorder,
        Reception reception,
        Securing securing,
        Consumer<Action.Become> phases) {}
