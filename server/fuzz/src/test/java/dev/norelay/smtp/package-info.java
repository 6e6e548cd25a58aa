@NullMarked
package dev.norelay.smtp;

import org.jspecify.annotations.NullMarked;
