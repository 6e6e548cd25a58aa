/**
 * The correct submission server as a pure state machine: {@link dev.norelay.session.Session} proposes, a
 * {@link dev.norelay.session.Script} decides, and the session's state follows the decision. No sockets, no threads, no
 * clock.
 */
@NullMarked
package dev.norelay.session;

import org.jspecify.annotations.NullMarked;
