package dev.norelay.session;

/**
 * What is known of a message when its last line has arrived.
 *
 * @param size in octets, stuffed dots and the ending dot not counted
 * @param bareNewline whether it has a CR or LF that is not part of a CRLF
 * @param stored whether there was room to keep it
 */
public record Content(long size, boolean bareNewline, boolean stored) {}
