/**
 * Scenario files, format 1. {@link dev.norelay.scenario.yaml.ScenarioReader} is the way in: {@code TreeReader} makes a
 * tree of places and texts out of YAML, {@code Layers} lays one tree over another, and the decoders turn trees into the
 * records of {@code dev.norelay.scenario}, collecting every mistake on the way. {@link
 * dev.norelay.scenario.yaml.ScenarioBuilder} makes such a tree in Java, which the same decoders take. {@link
 * dev.norelay.scenario.yaml.ScenarioWriter} goes the other way: encoders make a tree of what differs from what would be
 * read without it, and {@code TreeWriter} makes YAML of that. Nothing but {@code TreeReader}, {@code TreeWriter} and
 * {@code SyntaxErrors} knows of snakeyaml-engine.
 */
@NullMarked
package dev.norelay.scenario.yaml;

import org.jspecify.annotations.NullMarked;
