/** Parts of {@code norelay grade}, one by one. */
@NullMarked
package dev.norelay.standalone.grade;

import org.jspecify.annotations.NullMarked;
