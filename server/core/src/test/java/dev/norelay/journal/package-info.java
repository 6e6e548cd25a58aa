/** The journal's own tests. */
@NullMarked
package dev.norelay.journal;

import org.jspecify.annotations.NullMarked;
