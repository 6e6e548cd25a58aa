/** Conduct. */
@NullMarked
package dev.norelay.conduct;

import org.jspecify.annotations.NullMarked;
