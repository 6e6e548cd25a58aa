package testkit;

import dev.norelay.junit5.WithScenario;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A server of our own kind for each test. */
@Retention(RetentionPolicy.RUNTIME)
@WithScenario("relay-denied")
public @interface WithRefusal {}
