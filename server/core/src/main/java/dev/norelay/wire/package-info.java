/**
 * The engine on Netty: listeners, the pipeline of a connection, the driver that reads commands, asks the session and the
 * script, and enacts what they decide. The only package that knows Netty.
 */
@NullMarked
package dev.norelay.wire;

import org.jspecify.annotations.NullMarked;
