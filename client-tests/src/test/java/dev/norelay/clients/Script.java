package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The scripts beside the clients that send one mail, each with the same arguments. */
final class Script {
    private Script() {}

    /** The script's path. */
    static String file(String name) throws URISyntaxException {
        URL script = Objects.requireNonNull(Script.class.getResource(name), name);
        return Path.of(script.toURI()).toString();
    }

    /** The script, host, port, patience in seconds, security, CA file, user, password (blank where there is none), sender, recipients. */
    static List<String> arguments(String name, ClientSettings settings, Duration patience) throws URISyntaxException {
        List<String> arguments = new ArrayList<>(List.of(file(name), settings.host()));
        arguments.add(Integer.toString(settings.port()));
        arguments.add(Long.toString(patience.toSeconds()));
        arguments.add(settings.security().id());
        arguments.add(
                settings.security() == Security.NONE ? "" : settings.caFile().toString());
        arguments.add(settings.user().orElse(""));
        arguments.add(settings.password().orElse(""));
        arguments.add(settings.from());
        arguments.addAll(settings.recipients());
        return arguments;
    }
}
