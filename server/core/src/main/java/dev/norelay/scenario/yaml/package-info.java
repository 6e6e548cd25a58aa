/**
 * Scenario files, format 1. {@link dev.norelay.scenario.yaml.ScenarioReader} is the way in: {@code TreeReader} makes a
 * tree of places and texts out of YAML, {@code Layers} lays one tree over another, and the decoders turn trees into the
 * records of {@code dev.norelay.scenario}, collecting every mistake on the way. Nothing but {@code TreeReader} and
 * {@code SyntaxErrors} knows of snakeyaml-engine.
 */
@NullMarked
package dev.norelay.scenario.yaml;

import org.jspecify.annotations.NullMarked;
