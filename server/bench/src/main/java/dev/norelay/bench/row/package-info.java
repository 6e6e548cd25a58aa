/** What is measured: one class a row of the table. */
@NullMarked
package dev.norelay.bench.row;

import org.jspecify.annotations.NullMarked;
