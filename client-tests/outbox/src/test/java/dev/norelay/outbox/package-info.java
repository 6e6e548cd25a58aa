/** The proof that the application does its duty, and a twin that does not. */
@NullMarked
package dev.norelay.outbox;

import org.jspecify.annotations.NullMarked;
