/** A scenario's run, its rules and their patterns. */
@NullMarked
package dev.norelay.scenario;

import org.jspecify.annotations.NullMarked;
