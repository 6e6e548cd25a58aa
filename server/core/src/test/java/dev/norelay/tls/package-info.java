/** Certificates as clients see them: Java's, OpenSSL's and Python's checks against every kind of leaf. */
@NullMarked
package dev.norelay.tls;

import org.jspecify.annotations.NullMarked;
