/** Whether a client did its duty: what it told of the failure, whether it kept the mail, how often it delivered it. */
@NullMarked
package dev.norelay.conduct;

import org.jspecify.annotations.NullMarked;
