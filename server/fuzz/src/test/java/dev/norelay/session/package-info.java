@NullMarked
package dev.norelay.session;

import org.jspecify.annotations.NullMarked;
