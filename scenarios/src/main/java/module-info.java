/** Scenario files and dialects, as resources below {@code META-INF/norelay}. No code. */
module dev.norelay.scenarios {}
