package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Rule;

/**
 * A rule, and where it is written.
 *
 * @param section its map in the file
 */
record WrittenRule(Rule rule, Section section) {
    /** Where a key of it stands; where the rule does, if it lacks the key. */
    Place at(String key) {
        return section.key(key);
    }
}
