package dev.norelay.standalone;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM, with which Docker, Podman, Kubernetes and systemd end a process. Java would end with exit code 143, which they
 * take for a failure.
 */
final class Termination {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private Termination() {}

    /**
     * Does that, on a thread of its own, in place of ending the process. By reflection, since javac warns of {@code sun.misc} and
     * cannot be told not to. Where there is no such signal nothing changes.
     */
    static void instead(Runnable ending) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    Termination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        ending.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), handling);
        } catch (ReflectiveOperationException unknown) { // or taken, as with java -Xrs
            LOG.debug("SIGTERM ends the process at once", unknown);
        }
    }
}
