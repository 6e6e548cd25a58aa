package dev.norelay.junit5;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a server of its own that plays a scenario, as a parameter of type {@link dev.norelay.Norelay}, {@link
 * dev.norelay.ClientSettings} or {@link dev.norelay.journal.Journal}. It is started when the parameter is first asked for and closed behind the test; when the
 * test fails, the dialogue and the diagnosis are printed. Tests may run beside each other.
 *
 * <pre>{@code
 * @Test
 * @WithScenario("relay-denied")
 * void tellsThatTheServerWantsALogin(Norelay server) {
 *     String shown = new Mailer(server.settings()).send();
 *     assertThat(shown).contains("relay");
 *
 *     new Mailer(server.fix()).send();
 *     assertThat(server.messages()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>On a class it holds for each of its tests, those of subclasses and of nested classes too; the nearest one counts. It
 * may stand on an annotation of one's own. The parameter may be one of the test, of {@code @BeforeEach}, of {@code
 * @AfterEach} or of the constructor: all get the same server.
 *
 * @see NorelayExtension to share one server between the tests of a class
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ServerPerTest.class)
public @interface WithScenario {
    /** The name of a scenario in the catalogue, such as {@code relay-denied}, or {@code open} for a server that accepts all. */
    String value() default "";

    /** Instead of a name: the path of a scenario file, from the directory that the tests run in. */
    String file() default "";

    /** The words and moments of a server software or provider, such as {@code gmail}; without one, the scenario's own. */
    String dialect() default "";

    /**
     * Fails a test that passed although rules of its scenario never fired: it did not meet what it was written for; or
     * although its client broke a rule of the RFCs that says must.
     */
    boolean strict() default false;
}
