/**
 * What happened, octet-true, of every session. Written by the connection's event loop before a reply leaves; read after
 * a barrier, so that what a local client has already done is there.
 */
@NullMarked
package dev.norelay.journal;

import org.jspecify.annotations.NullMarked;
