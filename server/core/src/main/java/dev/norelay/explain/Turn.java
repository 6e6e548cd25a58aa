package dev.norelay.explain;

import dev.norelay.smtp.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A line of a transcript.
 *
 * @param side whose it is
 * @param text without what the program writes around it
 * @param at the moment that a reply is about, where the line tells; else null
 */
record Turn(Side side, String text, @Nullable Moment at) {
    /** Who speaks. */
    enum Side {
        CLIENT,
        SERVER,
        /** The program that wrote the transcript. */
        NOTE
    }

    static Turn client(String text) {
        return new Turn(Side.CLIENT, text, null);
    }

    static Turn server(String text) {
        return new Turn(Side.SERVER, text, null);
    }

    static Turn note(String text) {
        return new Turn(Side.NOTE, text, null);
    }
}
