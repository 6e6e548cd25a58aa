/**
 * norelay in JUnit Jupiter tests: {@link dev.norelay.junit5.WithScenario} gives a test a server of its own, {@link
 * dev.norelay.junit5.NorelayExtension} shares one between the tests of a class. When a test fails, the dialogue and the
 * diagnosis are printed; when it passes, nothing is.
 */
@NullMarked
package dev.norelay.junit5;

import org.jspecify.annotations.NullMarked;
