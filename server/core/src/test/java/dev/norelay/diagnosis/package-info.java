/** Causes found in dialogs that a correct session has answered, written down as the wire writes them. */
@NullMarked
package dev.norelay.diagnosis;

import org.jspecify.annotations.NullMarked;
