/** The session held to its RFCs: each test is a transcript, played on values, with no socket. */
@NullMarked
package dev.norelay.session;

import org.jspecify.annotations.NullMarked;
