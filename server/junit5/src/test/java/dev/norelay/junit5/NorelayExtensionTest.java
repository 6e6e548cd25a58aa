package dev.norelay.junit5;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class NorelayExtensionTest {
    private static final List<Norelay> SEEN = new ArrayList<>();
    private static final Set<Norelay> SEEN_AT_ONCE = ConcurrentHashMap.newKeySet();
    private static final List<Integer> PORTS = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
        SEEN_AT_ONCE.clear();
        PORTS.clear();
    }

    private static void see(Norelay server) {
        SEEN.add(server);
        PORTS.add(server.port("submission"));
    }

    private static void assertNobodyListens() {
        assertThat(PORTS)
                .isNotEmpty()
                .allSatisfy(port -> assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                        .isInstanceOf(ConnectException.class));
    }

    static class StaticFieldCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.scenario("stale-password");

        @BeforeAll
        static void runsAlready() {
            see(smtp.server());
        }

        @RepeatedTest(2)
        void findsTheBeginning(Norelay server, ClientSettings settings) throws IOException {
            see(server);
            assertThat(server).isSameAs(smtp.server());
            assertThat(settings.port()).isEqualTo(server.port("submission"));
            assertThat(server.scenario().name()).isEqualTo("stale-password");
            assertThat(server.phase()).isEqualTo("broken");
            assertThat(server.journal().sessions()).isEmpty();

            Smtp.rcpt(server, "bob@partner.test");
            server.fix();
            try (Norelay other = Norelay.open()) {
                server.use(other.scenario());
            }
        }

        @AfterAll
        static void runsStill() {
            see(smtp.server());
        }
    }

    @Test
    void aStaticFieldIsOneServerForTheClassAndEachTestFindsItsBeginning() {
        Jupiter.run(StaticFieldCase.class).passed(2);
        assertThat(SEEN).hasSize(4);
        assertThat(Set.copyOf(SEEN)).hasSize(1);
        assertNobodyListens();
    }

    static class InstanceFieldCase {
        @RegisterExtension
        final NorelayExtension smtp = NorelayExtension.open();

        @RepeatedTest(2)
        void hasItsOwn(Norelay server) {
            see(server);
            assertThat(server).isSameAs(smtp.server());
        }
    }

    @Test
    void anInstanceFieldIsOneServerForEachTest() {
        Jupiter.run(InstanceFieldCase.class).passed(2);
        assertThat(Set.copyOf(SEEN)).hasSize(2);
        assertNobodyListens();
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class InstancePerClassCase {
        @RegisterExtension
        final NorelayExtension smtp = NorelayExtension.open();

        @BeforeAll
        void runsAlready(Norelay server) {
            see(server);
        }

        @RepeatedTest(2)
        void shares(Norelay server) {
            see(server);
        }
    }

    @Test
    void anInstanceThatLivesForTheClassHasOneServer() {
        Jupiter.run(InstancePerClassCase.class).passed(2);
        assertThat(Set.copyOf(SEEN)).hasSize(1);
        assertNobodyListens();
    }

    @ExtendWith(NorelayExtension.class)
    static class ExtendWithCase {
        private final Norelay ofConstructor;

        ExtendWithCase(Norelay server) {
            this.ofConstructor = server;
        }

        @BeforeEach
        void breakIt(Norelay server) {
            server.add(on(Moment.RCPT).then(reply("550 5.1.1 no such user")));
        }

        @RepeatedTest(2)
        void isAnOpenServer(Norelay server) throws IOException {
            see(server);
            assertThat(ofConstructor).isSameAs(server);
            assertThat(server.scenario().name()).isEqualTo("open");
            assertThat(Smtp.rcpt(server, "bob@partner.test")).startsWith("550 5.1.1");
        }
    }

    @Test
    void namedByItsClassItIsOneOpenServer() {
        Jupiter.run(ExtendWithCase.class).passed(2);
        assertThat(Set.copyOf(SEEN)).hasSize(1);
        assertNobodyListens();
    }

    static class OnMethodCase {
        @Test
        @ExtendWith(NorelayExtension.class)
        void hasItsOwn(Norelay server) {
            see(server);
        }
    }

    @Test
    void namedByAMethodItIsThatTestsOwn() {
        Jupiter.run(OnMethodCase.class).passed(1);
        assertNobodyListens();
    }

    static class NestedCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.open();

        @Test
        void outside(Norelay server) {
            see(server);
        }

        @Nested
        class Inner {
            @Test
            void inside(Norelay server) {
                see(server);
                server.add(on(Moment.RCPT).then(reply("550 5.1.1 no such user")));
            }

            @Nested
            class Innermost {
                @Test
                void deeper(Norelay server) throws IOException {
                    see(server);
                    assertThat(Smtp.rcpt(server, "bob@partner.test")).startsWith("250");
                }
            }
        }

        @AfterAll
        static void runsStill() {
            see(smtp.server());
        }
    }

    @Test
    void nestedClassesHaveTheServerAroundThem() {
        Jupiter.run(NestedCase.class).passed(3);
        assertThat(SEEN).hasSize(4);
        assertThat(Set.copyOf(SEEN)).hasSize(1);
        assertNobodyListens();
    }

    abstract static class Base {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.open();

        private static final AtomicInteger AT_ONCE = new AtomicInteger();

        @RepeatedTest(4)
        void hasTheServerToItself(Norelay server) throws IOException {
            SEEN_AT_ONCE.add(server);
            assertThat(AT_ONCE.incrementAndGet()).isEqualTo(1);
            assertThat(server.journal().sessions()).isEmpty();
            Smtp.rcpt(server, "bob@partner.test");
            assertThat(server.journal().sessions()).hasSize(1);
            assertThat(AT_ONCE.decrementAndGet()).isEqualTo(0);
        }
    }

    static class FirstCase extends Base {}

    static class SecondCase extends Base {}

    @Test
    void subclassesInherit() {
        Jupiter.run(FirstCase.class, SecondCase.class).passed(8);
        assertThat(SEEN_AT_ONCE).hasSize(2);
    }

    @Test
    void testsThatShareAServerTakeTurns() {
        Jupiter.runInParallel(FirstCase.class, SecondCase.class).passed(8);
        assertThat(SEEN_AT_ONCE).hasSizeBetween(1, 2);
    }

    static class OwnServersCase {
        /** Of two of them, whichever. */
        private static final CountDownLatch MEETING = new CountDownLatch(2);

        @RegisterExtension
        final NorelayExtension smtp = NorelayExtension.open();

        @RepeatedTest(8)
        void runsBesideAnother(Norelay server) throws InterruptedException {
            SEEN_AT_ONCE.add(server);
            MEETING.countDown();
            assertThat(MEETING.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void testsWithServersOfTheirOwnNeedNotWait() {
        Jupiter.runInParallel(OwnServersCase.class).passed(8);
        assertThat(SEEN_AT_ONCE).hasSize(8);
    }

    static class BuiltCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.of(
                Norelay.builder().open().rule(on(Moment.RCPT).then(reply("452 4.2.2 full"))));

        @RepeatedTest(2)
        void keepsItsRules(Norelay server) throws IOException {
            see(server);
            assertThat(Smtp.rcpt(server, "bob@partner.test")).startsWith("452");
        }
    }

    @Test
    void aServerSetUpByHandKeepsItsRules() {
        Jupiter.run(BuiltCase.class).passed(2);
        assertThat(Set.copyOf(SEEN)).hasSize(1);
    }
}
