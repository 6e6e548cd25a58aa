@NullMarked
package dev.norelay.subethasmtp;

import org.jspecify.annotations.NullMarked;
