/** The layers of core. */
@NullMarked
package dev.norelay;

import org.jspecify.annotations.NullMarked;
