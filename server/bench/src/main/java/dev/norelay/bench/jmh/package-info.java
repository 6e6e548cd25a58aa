/** The hot paths alone, under JMH: {@code make bench JMH=1}. */
@NullMarked
package dev.norelay.bench.jmh;

import org.jspecify.annotations.NullMarked;
