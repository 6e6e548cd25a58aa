package dev.norelay.standalone.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The settings of the outgoing server as a file of {@code key=value} lines, as {@link Properties} are written. */
final class SettingsFile {
    private static final List<String> KEYS =
            List.of("host", "port", "security", "user", "password", "token", "from", "to");

    private SettingsFile() {}

    /**
     * Writes it over what it was; what is blank is not in it.
     *
     * @return what the file is called, too
     * @throws UncheckedIOException if there is no room
     */
    static Handout write(Path directory, Handout handout) {
        Properties settings = new Properties();
        for (String key : KEYS) {
            String value = handout.values().getOrDefault(key, "");
            if (!value.isEmpty()) {
                settings.setProperty(key, value);
            }
        }
        settings.setProperty("ca-file", handout.values().getOrDefault("ca", ""));
        Path file = directory.resolve("settings.properties");
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            settings.store(writer, "The outgoing server, as the person has entered it");
        } catch (IOException e) {
            throw new UncheckedIOException("the settings cannot be written to " + directory, e);
        }
        return handout.with(Map.of("settings", file.toString()));
    }
}
