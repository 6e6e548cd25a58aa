package dev.norelay.explain;

import org.jspecify.annotations.Nullable;

/** How one program writes its dialogues with a mail server down. */
sealed interface Format
        permits CurlFormat, SwaksFormat, MsmtpFormat, SmtplibFormat, SidesFormat, BareFormat, PostfixFormat {

    /** As people know it. */
    String title();

    /** What a line is; null where it is none of the dialogue's, nor of what the program has to say about it. */
    @Nullable
    Turn turn(String line);
}
