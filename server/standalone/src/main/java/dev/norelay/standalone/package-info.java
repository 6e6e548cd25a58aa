/**
 * The command {@code norelay}. {@link dev.norelay.standalone.Main} names its subcommands; {@code RunCommand} plays a
 * scenario: {@code SessionReporter} hears of what happens, an {@code EventWriter} writes it down, as text for a person or
 * as JSON lines for a program, and {@code StandardInput} takes orders meanwhile.
 */
@NullMarked
package dev.norelay.standalone;

import org.jspecify.annotations.NullMarked;
