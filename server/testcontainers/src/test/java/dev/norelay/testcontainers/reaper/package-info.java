/** In Ryuk's place, where no hub can be reached. */
@NullMarked
package dev.norelay.testcontainers.reaper;

import org.jspecify.annotations.NullMarked;
