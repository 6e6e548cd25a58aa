/**
 * A small mail-sending application that does its duty: it says in a person's words why a mail could not be sent, keeps
 * it, tries again where that may help, and never sends it twice by itself. It knows nothing of norelay.
 *
 * <p>The main path: {@link dev.norelay.outbox.SendCommand} puts a mail into the {@link dev.norelay.outbox.Outbox}; the
 * {@link dev.norelay.outbox.Postman} takes what is due and hands it to a {@link dev.norelay.outbox.Submission}, which
 * speaks SMTP; what the server answers becomes a {@link dev.norelay.outbox.Problem} by the tables of {@link
 * dev.norelay.outbox.Refusals} and {@link dev.norelay.outbox.Failures}.
 */
@NullMarked
package dev.norelay.outbox;

import org.jspecify.annotations.NullMarked;
