package dev.norelay.standalone.story;

import dev.norelay.ClientSettings;
import dev.norelay.scenario.Client;
import dev.norelay.session.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One field of a mail app's settings.
 *
 * @param name as mail apps call it
 * @param value to type; empty where it is to be left blank
 */
public record Field(String name, String value) {

    /** Whether it is to be left blank. */
    public boolean isBlank() {
        return value.isEmpty();
    }

    /** The value, or that there is none. */
    public String shown() {
        return isBlank() ? "(leave blank)" : value;
    }

    /** What to type, in order. */
    public static List<Field> of(ClientSettings settings) {
        return List.of(
                new Field("server", settings.host()),
                new Field("port", Integer.toString(settings.port())),
                new Field("security", words(settings.security())),
                new Field("user name", settings.user().orElse("")),
                settings.token()
                        .map(token -> new Field("token", token))
                        .orElseGet(
                                () -> new Field("password", settings.password().orElse(""))),
                new Field("send from", settings.from()),
                new Field("send to", String.join(", ", settings.recipients())));
    }

    private static String words(Security security) {
        return switch (security) {
            case NONE -> "none";
            case STARTTLS -> "STARTTLS";
            case TLS -> "TLS (SSL)";
        };
    }

    /** What a person would have to set on the device, and need not; a sentence or two each. */
    public static List<String> hints(Client client) {
        Duration clock = client.clock();
        List<String> hints = new ArrayList<>();
        if (!clock.isZero()) {
            hints.add("The device of this story has a clock " + length(clock.abs())
                    + (clock.isNegative() ? " behind" : " ahead")
                    + ". Leave yours as it is: the certificate is dated as that device would see it.");
        }
        if (!client.tls().isEmpty()) {
            hints.add("The device of this story knows only " + String.join(", ", client.tls())
                    + ". Leave yours as it is.");
        }
        return hints;
    }

    private static String length(Duration time) {
        return time.toDays() > 0
                ? time.toDays() + " days"
                : time.toHours() > 0 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
    }
}
