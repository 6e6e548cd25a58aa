/**
 * The control API and the web page, over HTTP. The contract is {@code openapi.yaml} beside these classes; {@link
 * dev.norelay.standalone.http.HttpApi} is the way in, {@code Routes} the table of contents.
 *
 * <p>Threads: Vert.x has an event loop of its own, on which requests are read and answers written; whatever reads a server,
 * which is a barrier, runs on Vert.x's workers. Nothing here runs on the loops of SMTP.
 */
@NullMarked
package dev.norelay.standalone.http;

import org.jspecify.annotations.NullMarked;
