/** How stories are told, piece by piece. */
@NullMarked
package dev.norelay.standalone.story;

import org.jspecify.annotations.NullMarked;
