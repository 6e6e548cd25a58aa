/** What the servers have to bear. */
@NullMarked
package dev.norelay.bench.load;

import org.jspecify.annotations.NullMarked;
