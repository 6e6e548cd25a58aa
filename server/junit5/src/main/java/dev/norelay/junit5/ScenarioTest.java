package dev.norelay.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run once for each scenario, or for each pair of a scenario and a dialect, with a server of its own as a
 * parameter of type {@link dev.norelay.Norelay}, {@link dev.norelay.ClientSettings} or {@link
 * dev.norelay.journal.Journal}.
 *
 * <pre>{@code
 * @ScenarioTest(families = "login", dialects = {"postfix", "gmail", "office365"})
 * void survives(Norelay server) {
 *     server.play(settings -> new Mailer(settings).send()).assertGood();
 * }
 * }</pre>
 *
 * <p>Pairs in which the dialect cannot play the scenario as it is meant are disabled, with the reason. A name that the
 * catalogue does not have fails the test, naming the nearest ones.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(ScenarioPairs.class)
public @interface ScenarioTest {
    /** Names of the catalogue. */
    String[] scenarios() default {};

    /** All scenarios of the catalogue that have one of these tags. */
    String[] tags() default {};

    /** All scenarios of these families: relay, login, tls … */
    String[] families() default {};

    /** The dialects to speak; without any, each scenario uses its own words. */
    String[] dialects() default {};

    /** As {@link WithScenario#strict()}. */
    boolean strict() default false;
}
