/**
 * Certificates, minted when they are needed: the sound ones and those that are wrong in exactly one way.
 *
 * <p>{@link dev.norelay.tls.CertificateAuthority} is the way in. From a {@link dev.norelay.tls.LeafProfile} (names,
 * kind, the device's wrong clock) it mints a {@link dev.norelay.tls.ServerIdentity} (private key and the chain to
 * send). Inside, {@code Issuer} decides what a certificate of each role says, {@code Extensions} and {@code
 * GeneralName} write its parts, {@code TbsCertificate} puts them together and signs, and {@code Der} knows the octets.
 * {@code AuthorityDirectory} keeps an authority on disk. JDK only; nothing here knows a connection or a scenario.
 */
@NullMarked
package dev.norelay.tls;

import org.jspecify.annotations.NullMarked;
