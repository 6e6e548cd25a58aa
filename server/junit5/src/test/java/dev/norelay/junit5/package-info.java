@NullMarked
package dev.norelay.junit5;

import org.jspecify.annotations.NullMarked;
