package dev.norelay.standalone.grade;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a command is told: the value of each placeholder, and of the environment variable of the same name. What the
 * person left blank is empty.
 *
 * @param values by the placeholder's name, in a fixed order
 * @param recipients who are to get the mail, at least one; {@code to} has them joined by commas
 */
record Handout(Map<String, String> values, List<String> recipients) {
    /** All names; those that a blank login leaves empty among them. */
    static final List<String> NAMES =
            List.of("host", "port", "security", "url", "user", "password", "token", "ca", "from", "to", "message");

    Handout {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        recipients = List.copyOf(recipients);
    }

    /** Of the settings; the mail is in that file, or in those, or was handed out before. */
    static Handout of(ClientSettings settings, String message) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("host", settings.host());
        values.put("port", Integer.toString(settings.port()));
        values.put("security", settings.security().id());
        values.put("url", url(settings));
        values.put("user", settings.user().orElse(""));
        values.put("password", settings.password().orElse(""));
        values.put("token", settings.token().orElse(""));
        values.put("ca", settings.caFile().toString());
        values.put("from", settings.from());
        values.put("to", String.join(",", settings.recipients()));
        values.put("message", message);
        return new Handout(values, settings.recipients());
    }

    /** The same with more values, or others. */
    Handout with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Handout(all, recipients);
    }

    private static String url(ClientSettings settings) {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return (settings.security() == Security.TLS ? "smtps://" : "smtp://") + host + ":" + settings.port();
    }

    /** {@code NORELAY_HOST} and the others; what is blank is set, and empty. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        values.forEach((name, value) -> environment.put("NORELAY_" + name.toUpperCase(Locale.ROOT), value));
        return environment;
    }
}
