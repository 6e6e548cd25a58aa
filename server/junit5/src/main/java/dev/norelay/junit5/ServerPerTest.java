package dev.norelay.junit5;

import dev.norelay.Norelay;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What stands behind {@link WithScenario}, and behind each run of a {@link ScenarioTest}. Stateless: the server lives in
 * the store of its test.
 */
final class ServerPerTest implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(ServerPerTest.class);

    private final @Nullable Wanted pair;

    /** For {@code @ExtendWith}: the annotation says what is wanted. */
    ServerPerTest() {
        this.pair = null;
    }

    /** For one run of a {@link ScenarioTest}. */
    ServerPerTest(Wanted pair) {
        this.pair = pair;
    }

    /** What a store closes by itself; from JUnit 5.13 on it does so for what {@link #afterEach} never sees, too. */
    private record Running(Norelay server, boolean strict) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    /** A server for a constructor's parameter is that of the test for which the instance is made. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.supports(parameter)
                && (pair != null || ScenarioPairs.annotation(context).isEmpty());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.resolve(parameter, server(context));
    }

    private Norelay server(ExtensionContext context) {
        Running running = context.getStore(NAMESPACE).get(Running.class, Running.class);
        if (running == null) {
            Wanted wanted = pair == null ? wanted(context) : pair;
            running = new Running(wanted.start(), wanted.strict());
            context.getStore(NAMESPACE).put(Running.class, running);
        }
        return running.server();
    }

    private static Wanted wanted(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("@WithScenario starts a server for each test, and there is no test"
                    + " yet: ask for it in @BeforeEach or in the test; or share one server between the tests of the class"
                    + " with @RegisterExtension static final NorelayExtension smtp = NorelayExtension.scenario(...)");
        }
        return Wanted.of(annotation(context)
                .orElseThrow(() -> new ParameterResolutionException("no @WithScenario on " + context.getDisplayName()
                        + ": add one that names the scenario, such as @WithScenario(\"open\")")));
    }

    /** Whether a test has a server of its own. */
    static boolean isAskedFor(ExtensionContext context) {
        return annotation(context).isPresent()
                || ScenarioPairs.annotation(context).isPresent();
    }

    /** The nearest one: on the test, its class, or the classes around that. */
    private static Optional<WithScenario> annotation(ExtensionContext context) {
        Optional<ExtensionContext> place = Optional.of(context);
        while (place.isPresent()) {
            Optional<WithScenario> found =
                    AnnotationSupport.findAnnotation(place.get().getElement(), WithScenario.class);
            if (found.isPresent()) {
                return found;
            }
            place = place.get().getParent();
        }
        return Optional.empty();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        @Nullable Running running = context.getStore(NAMESPACE).remove(Running.class, Running.class);
        if (running != null) {
            try (running) {
                Ending.of(context, running.server(), running.strict());
            }
        }
    }
}
