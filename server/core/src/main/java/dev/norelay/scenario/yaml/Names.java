package dev.norelay.scenario.yaml;

import java.util.Set;

/** The names in a file that its rules may speak of. */
record Names(Set<String> phases, Set<String> listeners) {}
