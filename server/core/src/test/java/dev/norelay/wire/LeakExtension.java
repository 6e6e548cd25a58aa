package dev.norelay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Fails the run when a buffer was not released. Found by JUnit for all test classes (META-INF/services). */
public final class LeakExtension implements BeforeAllCallback {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    /** Made by JUnit, before any test class, and so before Netty's buffers ask for their detector. */
    public LeakExtension() {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Recording());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(LeakExtension.class))
                .getOrComputeIfAbsent("at the end of the run", end -> new AtTheEnd(), AtTheEnd.class);
    }

    /** Closed by JUnit with the root's store. */
    private record AtTheEnd() implements AutoCloseable {
        /** A leak is found at a later allocation, when the garbage collector has found it before. */
        @Override
        public void close() throws InterruptedException {
            for (int i = 0; i < 10; i++) {
                System.gc();
                Thread.onSpinWait();
                for (int buffer = 0; buffer < 100; buffer++) {
                    ByteBuf touched = UnpooledByteBufAllocator.DEFAULT.directBuffer(16);
                    touched.release();
                }
            }
            if (!ResourceLeakDetector.isEnabled()) {
                throw new AssertionError("leaks are not looked for: run with -Dio.netty.leakDetection.level=paranoid");
            }
            if (!LEAKS.isEmpty()) {
                throw new AssertionError(LEAKS.size() + " buffers were not released:\n" + String.join("\n", LEAKS));
            }
        }
    }

    private static final class Recording extends ResourceLeakDetectorFactory {
        @Override
        @SuppressWarnings("deprecation") // abstract in Netty all the same
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return detector(resource, samplingInterval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
            return detector(resource, samplingInterval);
        }

        private static <T> ResourceLeakDetector<T> detector(Class<T> resource, int samplingInterval) {
            return new ResourceLeakDetector<>(resource, samplingInterval) {
                @Override
                protected void reportTracedLeak(String type, String records) {
                    LEAKS.add(type + records);
                }

                @Override
                protected void reportUntracedLeak(String type) {
                    LEAKS.add(type);
                }
            };
        }
    }
}
