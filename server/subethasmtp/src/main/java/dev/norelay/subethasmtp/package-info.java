/**
 * Code written for SubEthaSMTP's server, behind norelay's scenarios: {@link dev.norelay.subethasmtp.NorelaySubEtha} is the
 * way in.
 */
@NullMarked
package dev.norelay.subethasmtp;

import org.jspecify.annotations.NullMarked;
