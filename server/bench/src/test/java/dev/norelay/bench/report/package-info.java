@NullMarked
package dev.norelay.bench.report;

import org.jspecify.annotations.NullMarked;
