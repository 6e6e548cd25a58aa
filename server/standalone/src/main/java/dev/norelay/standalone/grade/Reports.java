package dev.norelay.standalone.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code --report}: for people, for build servers, for programs, and a baseline ready to be used. */
public final class Reports {
    private Reports() {}

    /**
     * Writes them over those of the last time.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    public static void write(Grades grades, Path directory) {
        try {
            Files.createDirectories(directory);
            write(directory.resolve("grade.json"), JsonReport.of(grades));
            write(directory.resolve("junit.xml"), JunitReport.of(grades));
            write(directory.resolve("index.html"), HtmlReport.of(grades));
            write(directory.resolve("baseline.txt"), grades.baseline());
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written to " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
