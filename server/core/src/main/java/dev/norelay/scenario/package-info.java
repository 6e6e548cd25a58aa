/**
 * Scenarios as values: what a server does wrong, the person's settings, the remedy, and what a good client does. Files
 * are read and written by {@code dev.norelay.scenario.yaml}, which also has the builder; whatever a file can say, these records can.
 */
@NullMarked
package dev.norelay.scenario;

import org.jspecify.annotations.NullMarked;
