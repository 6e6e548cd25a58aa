/** What is written of a run. */
@NullMarked
package dev.norelay.bench.report;

import org.jspecify.annotations.NullMarked;
