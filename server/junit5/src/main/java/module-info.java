/** norelay in JUnit Jupiter tests. */
@SuppressWarnings("module") // the digit at the end is the JUnit that users look for
module dev.norelay.junit5 {
    requires transitive dev.norelay;
    requires static org.assertj.core; // for dev.norelay.assertj, by those who have it
    requires static org.jspecify;
    requires transitive org.junit.jupiter.api;

    exports dev.norelay.assertj;
    exports dev.norelay.junit5;

    // JUnit makes what stands behind @WithScenario.
    opens dev.norelay.junit5 to
            org.junit.platform.commons;
}
