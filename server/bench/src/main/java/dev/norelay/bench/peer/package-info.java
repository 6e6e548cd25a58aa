/** The servers under test, each in a process of its own. */
@NullMarked
package dev.norelay.bench.peer;

import org.jspecify.annotations.NullMarked;
