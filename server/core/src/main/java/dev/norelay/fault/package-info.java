/**
 * Faults of the wire, one type each: what a server can do besides answering. They know the {@link dev.norelay.fault.Wire}
 * and nothing of SMTP.
 */
@NullMarked
package dev.norelay.fault;

import org.jspecify.annotations.NullMarked;
