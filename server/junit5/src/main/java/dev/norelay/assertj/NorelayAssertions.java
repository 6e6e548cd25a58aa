package dev.norelay.assertj;

import dev.norelay.Norelay;

/** The way in, for a static import. */
public final class NorelayAssertions {
    private NorelayAssertions() {}

    /** Assertions about what this server did since its last reset. Each reads the journal, which is a barrier. */
    public static NorelayAssert assertThat(Norelay server) {
        return new NorelayAssert(server);
    }
}
