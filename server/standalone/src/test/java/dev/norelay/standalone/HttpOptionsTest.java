package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What {@code norelay run} says of options for the control API that cannot be met. */
class HttpOptionsTest {

    @Test
    void aTakenPortForHttpSaysWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Invocation run = Invocation.of("run", "--free-ports", "--http", port);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualToNormalizingNewlines("norelay: port " + port
                            + " for the control API is taken; choose another with --http PORT (0 takes any that is free),"
                            + " or do without with --no-http\n");
            assertThat(Thread.getAllStackTraces().values())
                    .as("nobody is left who waits for it to begin")
                    .noneMatch(stack -> Arrays.stream(stack)
                            .anyMatch(at -> at.getClassName().equals(RunCommand.class.getName())));
        }
    }

    @Test
    void optionsForHttpAreLookedAt() {
        assertThat(Invocation.of("run", "--no-http", "--http", "1").err()).contains("--no-http goes without --http");
        assertThat(Invocation.of("run", "--http", "70000").err()).contains("a port is from 0 to 65535, not 70000");
        assertThat(Invocation.of("run", "--http-token", "short").err()).contains("--http-token: 8 letters");
        assertThat(Invocation.of("run", "--port-range", "9-8").err()).contains("the lower first");
        assertThat(Invocation.of("run", "--port-range", "x").err()).contains("such as 30000-30399");
    }
}
