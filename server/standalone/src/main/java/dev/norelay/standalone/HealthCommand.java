package dev.norelay.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code norelay health}: whether a norelay is at work, for containers and scripts. */
@Command(
        name = "health",
        optionListHeading = "%n",
        description = "Asks a norelay that runs whether it is ready. Exit code 0 if it is, 1 if not.")
final class HealthCommand implements Callable<Integer> {
    private static final int PATIENCE_MILLIS = 5_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--http",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8025",
            description = "Its address; ${DEFAULT-VALUE} unless given.")
    private String address = "http://127.0.0.1:8025";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            int status = status();
            out.println(status == HttpURLConnection.HTTP_OK ? "ready" : "not ready: " + address + " answers " + status);
            out.flush();
            return status == HttpURLConnection.HTTP_OK ? Main.FINE : Main.UNKNOWN;
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--http: expected an address such as http://127.0.0.1:8025, not " + address);
        } catch (IOException e) {
            out.println("not ready: nobody answers at " + address);
            out.flush();
            return Main.UNKNOWN;
        }
    }

    private int status() throws IOException {
        URI ready = URI.create(address.replaceAll("/+$", "") + "/api/v1/ready");
        if (!(ready.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection connection)) {
            throw new IllegalArgumentException("no address of HTTP");
        }
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection.getResponseCode();
    }
}
