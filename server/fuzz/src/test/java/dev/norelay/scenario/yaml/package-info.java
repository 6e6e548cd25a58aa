@NullMarked
package dev.norelay.scenario.yaml;

import org.jspecify.annotations.NullMarked;
