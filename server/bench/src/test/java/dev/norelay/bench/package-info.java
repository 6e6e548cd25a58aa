@NullMarked
package dev.norelay.bench;

import org.jspecify.annotations.NullMarked;
