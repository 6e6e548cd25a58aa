/** How the command line behaves, alone and with curl. */
@NullMarked
package dev.norelay.standalone.http;

import org.jspecify.annotations.NullMarked;
