@NullMarked
package dev.norelay.testcontainers;

import org.jspecify.annotations.NullMarked;
