/**
 * norelay: an SMTP server that fails on purpose. {@link dev.norelay.Norelay} is the way in.
 *
 * <p>A scenario ({@code .scenario}) names what goes wrong. {@link dev.norelay.Norelay#start} plays it: the listeners
 * ({@code .wire}) read commands ({@code .smtp}), a {@link dev.norelay.session.Session} proposes what a correct server
 * would answer, the scenario's {@link dev.norelay.session.Script} keeps or breaks that, and the journal ({@code .journal})
 * has it before the client does. {@code .diagnosis} then tells, from what happened, why the mail could not be sent.
 */
@NullMarked
package dev.norelay;

import org.jspecify.annotations.NullMarked;
