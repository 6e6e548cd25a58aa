package dev.norelay.standalone.grade;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folders in which the system looks for programs: PATH. */
public final class SearchPath {
    private SearchPath() {}

    /** The program of that name; where there are several, the one that would be started. */
    public static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .flatMap(directory -> Stream.of("", ".exe", ".cmd", ".bat")
                        .map(ending -> Path.of(directory).resolve(program + ending)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
