@NullMarked
package dev.norelay.fuzz;

import org.jspecify.annotations.NullMarked;
