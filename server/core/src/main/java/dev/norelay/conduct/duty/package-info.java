/**
 * The duties of a client, one type each, and the registry {@code Duties}. A duty reads a {@code History}: what clients said
 * and what became of it, as the journal has it. Pure; on the caller's thread.
 */
@NullMarked
package dev.norelay.conduct.duty;

import org.jspecify.annotations.NullMarked;
