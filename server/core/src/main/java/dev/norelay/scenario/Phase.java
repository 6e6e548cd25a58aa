package dev.norelay.scenario;

/**
 * How things stand in one part of the story, all overlays applied.
 *
 * @param name {@code broken} at first, {@code fixed} at last
 * @param mail what is sent
 * @param client the person's settings
 * @param server what they meet
 */
public record Phase(String name, Mail mail, Client client, Server server) {
    /** The first phase of every run. */
    public static final String BROKEN = "broken";
    /** The phase after the last remedy. */
    public static final String FIXED = "fixed";
}
