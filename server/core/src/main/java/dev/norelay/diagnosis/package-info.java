/**
 * Why mail could not be sent, found from what happened. The main path: {@link dev.norelay.diagnosis.Diagnostician} reads
 * a session into a {@code Course}, and asks one finder after another, family by family, for a cause; the first one found
 * is the diagnosis. Causes come from the journal and from what was played, never from what the scenario says about
 * itself.
 */
@NullMarked
package dev.norelay.diagnosis;

import org.jspecify.annotations.NullMarked;
