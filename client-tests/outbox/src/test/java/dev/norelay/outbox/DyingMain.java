package dev.norelay.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The application, but that it tells when it commits for the nth time, and waits there to be killed, or does not wait: then
 * whoever kills it meets the commit at its work.
 */
final class DyingMain {
    /** Where it is to be killed. */
    enum Where {
        BEFORE,
        DURING,
        AFTER
    }

    /** It prints this when it has come to the commit, and the number of its commits if it never does. */
    static final String SIGN = "commit";

    private DyingMain() {}

    /**
     * Runs a command of the application.
     *
     * @param arguments which commit; where; then those of the application
     */
    public static void main(String... arguments) {
        int nth = Integer.parseInt(arguments[0]);
        Where where = Where.valueOf(arguments[1]);
        String[] rest = Arrays.copyOfRange(arguments, 2, arguments.length);
        AtomicInteger commits = new AtomicInteger();
        Environment.Database database =
                folder -> dying(Outbox.database(folder), () -> commits.incrementAndGet() == nth, where);
        int code = Main.run(
                new Environment(Clock.systemUTC(), until -> false, question -> Optional.empty(), database), rest);
        System.out.println(commits.get());
        System.exit(code);
    }

    private static Connection dying(Connection real, BooleanSupplier isTheOne, Where where) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, values) -> {
                    boolean now = method.getName().equals("commit") && isTheOne.getAsBoolean();
                    if (now && where != Where.AFTER) {
                        System.out.println(SIGN);
                    }
                    if (now && where == Where.BEFORE) {
                        waitForTheEnd();
                    }
                    try {
                        return method.invoke(real, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof SQLException failed ? failed : e;
                    } finally {
                        if (now && where == Where.AFTER) {
                            System.out.println(SIGN);
                            waitForTheEnd();
                        }
                    }
                });
    }

    /** For SIGKILL, by the test that has read the sign. */
    private static void waitForTheEnd() {
        while (true) {
            LockSupport.park();
        }
    }
}
