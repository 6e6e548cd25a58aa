@NullMarked
package dev.norelay.assertj;

import org.jspecify.annotations.NullMarked;
