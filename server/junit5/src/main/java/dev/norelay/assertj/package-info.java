/**
 * Assertions of AssertJ about what a server did: {@code assertThat(server).refused("ann@partner.test").with(550)}. Only
 * for those who have AssertJ on their class path.
 */
@NullMarked
package dev.norelay.assertj;

import org.jspecify.annotations.NullMarked;
