package dev.norelay.explain;

import dev.norelay.scenario.Cause;
import java.util.List;

/**
 * A cause that what was pasted may have.
 *
 * @param cause itself
 * @param confidence in it
 * @param because what speaks for it, the weightiest first
 * @param stories of the catalogue that replay it, the nearest first
 */
public record Likely(Cause cause, Confidence confidence, List<Clue> because, List<Story> stories) {
    public Likely {
        because = List.copyOf(because);
        stories = List.copyOf(stories);
    }

    /**
     * A story to play.
     *
     * @param name of the scenario
     * @param title of the scenario
     * @param dialect of the server that was recognised, where there is one that can play it; else empty
     */
    public record Story(String name, String title, String dialect) {
        /** The line to type. */
        public String command() {
            return "norelay run " + name + (dialect.isEmpty() ? "" : " --dialect " + dialect);
        }
    }
}
