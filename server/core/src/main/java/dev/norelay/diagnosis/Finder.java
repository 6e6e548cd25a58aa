package dev.norelay.diagnosis;

import java.util.Optional;

/** Looks for one kind of cause in one session. Pure. */
@FunctionalInterface
interface Finder {
    /** The cause, if this session has it. */
    Optional<Found> find(Played played, Course course);
}
