/** norelay beside its peers, in one run. {@link dev.norelay.bench.Bench} is the way in. */
@NullMarked
package dev.norelay.bench;

import org.jspecify.annotations.NullMarked;
