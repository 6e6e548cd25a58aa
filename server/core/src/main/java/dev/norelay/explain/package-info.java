/**
 * What a mail program said, explained. The main path: {@link dev.norelay.explain.Explainer} reads what was pasted as a
 * {@code Dialogue}, if it is one, and as {@code Words}; finds in it the {@code Saying}s of servers and clients, which are
 * tables of the catalogue, and the codes; and ranks the causes that they speak for. A dialogue is also asked what
 * happened in it, by {@link dev.norelay.diagnosis.Diagnostician}. Of what was pasted nothing is repeated but codes, words of the
 * tables, and addresses of the envelope.
 */
@NullMarked
package dev.norelay.explain;

import org.jspecify.annotations.NullMarked;
