/**
 * The vocabulary of SMTP as values: commands, replies, paths, refusals, and the framing of lines and content. JDK only;
 * nothing here knows a connection, a scenario or a clock.
 */
@NullMarked
package dev.norelay.smtp;

import org.jspecify.annotations.NullMarked;
