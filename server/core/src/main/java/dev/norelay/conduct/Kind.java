package dev.norelay.conduct;

/**
 * A kind of {@link Finding}: one duty, not done. They are listed in {@code docs/conduct.md}.
 *
 * @param id in kebab-case
 * @param severity how much it weighs
 * @param what the client does, in a person's words
 * @param source of the rule: RFC and section
 * @param goodClient what a good client does, behind "A good client"
 */
public record Kind(String id, Severity severity, String what, String source, String goodClient) {}
