package dev.norelay.junit5;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.scenario.Scenario;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A server for the tests of a class. In a static field there is one for the whole class, ports and all, and each test
 * finds it at the beginning of its scenario; in an instance field there is a new one for each test.
 *
 * <pre>{@code
 * class MailerTest {
 *     @RegisterExtension
 *     static final NorelayExtension smtp = NorelayExtension.scenario("stale-password");
 *
 *     @Test
 *     void tellsThatThePasswordIsWrong() {
 *         String shown = new Mailer(smtp.server().settings()).send();
 *         assertThat(shown).contains("password");
 *     }
 * }
 * }</pre>
 *
 * <p>Tests may take the server as a parameter of type {@link Norelay}, its {@link dev.norelay.ClientSettings} or its
 * {@link dev.norelay.journal.Journal} as well; so {@code @ExtendWith(NorelayExtension.class)} does for a server that accepts everything. When a test fails, the
 * dialogue and the diagnosis are printed.
 *
 * <p>Tests that share a server take turns: where JUnit runs them beside each other, each one waits until the server is
 * free. Those with {@link WithScenario} need not wait. Thread-safe.
 */
public final class NorelayExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final Supplier<Norelay.Builder> setUp;
    private final boolean strict;
    private final Namespace namespace = Namespace.create(NorelayExtension.class, new Object());
    private final Semaphore free = new Semaphore(1, true);
    private volatile @Nullable Thread taker;
    private @Nullable Shared shared;

    /** For {@code @ExtendWith(NorelayExtension.class)}: a server that accepts everything from everyone. */
    public NorelayExtension() {
        this(Norelay::builder, false);
    }

    private NorelayExtension(Supplier<Norelay.Builder> setUp, boolean strict) {
        this.setUp = setUp;
        this.strict = strict;
    }

    /** A server that accepts everything from everyone; break one thing with {@link Norelay#add}. */
    public static NorelayExtension open() {
        return new NorelayExtension();
    }

    /** A server that plays a scenario of the catalogue. An unknown name fails the class, naming the nearest ones. */
    public static NorelayExtension scenario(String name) {
        return new NorelayExtension(() -> Norelay.builder().scenario(name), false);
    }

    /** A server that plays a scenario file. One that cannot be read fails the class, listing all that is wrong. */
    public static NorelayExtension scenario(Path file) {
        return new NorelayExtension(() -> Norelay.builder().scenario(file), false);
    }

    /** A server that plays a scenario. */
    public static NorelayExtension scenario(Scenario scenario) {
        return new NorelayExtension(() -> Norelay.builder().scenario(scenario), false);
    }

    /** A server that is set up by hand: its ports, its rules, its clock. Leave the builder alone from then on. */
    public static NorelayExtension of(Norelay.Builder builder) {
        return new NorelayExtension(() -> builder, false);
    }

    /** The same in the words of a server software or provider, such as {@code gmail}. Register what this returns. */
    public NorelayExtension dialect(String name) {
        return new NorelayExtension(() -> setUp.get().dialect(name), strict);
    }

    /**
     * The same, which fails a test that passed although rules of the scenario never fired, or although its client broke a
     * rule of the RFCs that says must. Register what this returns.
     */
    public NorelayExtension strict() {
        return new NorelayExtension(setUp, true);
    }

    /**
     * The running server.
     *
     * @throws IllegalStateException if none is running: before {@code @BeforeAll}, behind {@code @AfterAll}, or because
     *     the field lacks {@code @RegisterExtension}
     */
    public synchronized Norelay server() {
        if (shared == null) {
            throw new IllegalStateException(
                    "no server is running: annotate the field with @RegisterExtension, and ask for"
                            + " the server from @BeforeAll on (static field) or from @BeforeEach on (instance field)");
        }
        return shared.server;
    }

    /** One server for all who hold it: a static field of a base class belongs to all subclasses, which may run at once. */
    private static final class Shared {
        private final Norelay server;
        private final Scenario scenario;
        private int holders;

        private Shared(Norelay server) {
            this.server = server;
            this.scenario = server.scenario();
        }
    }

    /** Keeps the server running; kept in the store of the class or, without one there, of the test. */
    private final class Hold implements AutoCloseable {
        private final Shared held;

        private Hold() {
            synchronized (NorelayExtension.this) {
                if (shared == null) {
                    shared = new Shared(setUp.get().start());
                }
                held = shared;
                held.holders++;
            }
        }

        @Override
        public void close() {
            synchronized (NorelayExtension.this) {
                held.holders--;
                if (held.holders == 0) {
                    shared = null;
                    held.server.close();
                }
            }
        }
    }

    /** One test has the server to itself. */
    private final class Turn implements AutoCloseable {
        private Turn() throws InterruptedException {
            // A thread of a fork-join pool that waits for something in a test may be given another test meanwhile.
            if (taker == Thread.currentThread()) {
                throw new IllegalStateException("this test began on the thread of another that is not over and has the"
                        + " same server: annotate the class with @Execution(SAME_THREAD), or give each test its own server"
                        + " with @WithScenario");
            }
            free.acquire();
            taker = Thread.currentThread();
        }

        @Override
        public void close() {
            taker = null;
            free.release();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Contenders.enter(context, this);
        hold(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        Contenders.enter(context, this);
        Shared held = hold(context).held;
        store(context).put(Turn.class, new Turn());
        held.server.use(held.scenario);
    }

    /** Nested classes and tests have the server of the class around them. */
    private Hold hold(ExtensionContext context) {
        Hold hold = store(context).get(Hold.class, Hold.class);
        if (hold == null) {
            hold = new Hold();
            store(context).put(Hold.class, hold);
        }
        return hold;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Hold hold = store(context).get(Hold.class, Hold.class);
        Turn turn = store(context).remove(Turn.class, Turn.class);
        try (turn) {
            if (hold != null && turn != null) {
                Ending.of(context, hold.held.server, strict);
                refuseClosed(context, hold.held);
            }
        } finally {
            letGo(context);
        }
    }

    /** Whoever comes next would be told of it, and has not done it. */
    private void refuseClosed(ExtensionContext context, Shared held) {
        boolean shares =
                context.getParent().map(around -> store(around).get(Hold.class)).isPresent();
        if (shares && held.server.isClosed()) {
            throw new IllegalStateException("this test closed the server that its class shares: leave that to the"
                    + " extension, or give the test a server of its own with @WithScenario");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        letGo(context);
    }

    /** Closes what was started for this context, and not what an outer one holds. */
    private void letGo(ExtensionContext context) {
        Hold own = store(context).remove(Hold.class, Hold.class);
        if (own != null) {
            own.close();
        }
    }

    private Store store(ExtensionContext context) {
        return context.getStore(namespace);
    }

    /** A parameter of a constructor belongs to the test for which the instance is made. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Leaves those to {@link WithScenario} that have one: it is nearer to the test. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.supports(parameter)
                && !ServerPerTest.isAskedFor(context)
                && Contenders.speaksForAll(context, this);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Contenders.refuseSeveral(context, parameter);
        if (parameter.getDeclaringExecutable() instanceof Constructor
                && parameter.getParameter().getType() == ClientSettings.class) {
            throw new ParameterResolutionException("the test class is made before its server is back at the beginning:"
                    + " take ClientSettings in the test or in @BeforeEach, or ask the Norelay for settings() there");
        }
        return Parameters.resolve(parameter, hold(context).held.server);
    }
}
