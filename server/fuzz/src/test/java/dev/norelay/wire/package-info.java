@NullMarked
package dev.norelay.wire;

import org.jspecify.annotations.NullMarked;
