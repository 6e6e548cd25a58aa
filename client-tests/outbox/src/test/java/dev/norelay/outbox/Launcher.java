package dev.norelay.outbox;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.util.OSInfo;

/**
 * Starts the application as a process of its own. So that hundreds of starts cost little, its classes are in a jar and in
 * an archive of the JVM, and SQLite's library is unpacked once.
 */
final class Launcher {
    private static final List<String> UNWANTED = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private final Path folder;
    private final String classPath;
    private final Path archive;

    Launcher(Path folder) throws IOException {
        this.folder = folder;
        this.classPath = classPath(folder);
        this.archive = folder.resolve("classes.jsa");
        unpackLibrary();
    }

    /** Has the JVM remember the classes that these arguments need; where it cannot, starts take longer. */
    void rehearse(String... arguments) throws IOException, InterruptedException {
        List<String> command = command("-XX:ArchiveClassesAtExit=" + archive, Main.class);
        command.addAll(Arrays.asList(arguments));
        Process process = start(
                command, ProcessBuilder.Redirect.to(folder.resolve("rehearsal").toFile()));
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** Starts a main class of this module. */
    Process start(Class<?> main, ProcessBuilder.Redirect output, String... arguments) throws IOException {
        List<String> command = command("-XX:SharedArchiveFile=" + archive, main);
        command.addAll(Arrays.asList(arguments));
        return start(command, output);
    }

    private static Process start(List<String> command, ProcessBuilder.Redirect output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        UNWANTED.forEach(builder.environment()::remove);
        return builder.start();
    }

    private List<String> command(String archiving, Class<?> main) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xlog:disable",
                archiving,
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-Dorg.sqlite.lib.path=" + folder,
                "-Dorg.sqlite.lib.name=" + System.mapLibraryName("sqlitejdbc"),
                "-cp",
                classPath,
                main.getName()));
    }

    private void unpackLibrary() throws IOException {
        String name = System.mapLibraryName("sqlitejdbc");
        String resource = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
        try (InputStream library = Objects.requireNonNull(Launcher.class.getResourceAsStream(resource), resource)) {
            Files.copy(library, folder.resolve(name));
        }
    }

    /** The archive of the JVM takes jars only, so folders of classes become one. */
    private static String classPath(Path folder) throws IOException {
        Path classes = folder.resolve("outbox-classes.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(classes))) {
            pack(location(Main.class), jar);
            pack(location(Launcher.class), jar);
        }
        List<String> needed = Stream.of(
                        "org/eclipse/angus/mail/smtp/SMTPTransport.class",
                        "jakarta/mail/Session.class",
                        "jakarta/activation/DataHandler.class",
                        "META-INF/services/jakarta.activation.spi.MailcapRegistryProvider",
                        "org/sqlite/JDBC.class",
                        "picocli/CommandLine.class")
                .map(Launcher::jarWith)
                .distinct()
                .toList();
        return Stream.concat(Stream.of(classes.toString()), needed.stream())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class is in no file: " + type, e);
        }
    }

    private static String jarWith(String resource) {
        URL found = Objects.requireNonNull(Launcher.class.getClassLoader().getResource(resource), resource);
        String text = found.getPath();
        return text.substring("file:".length(), text.indexOf('!'));
    }

    private static void pack(Path classes, JarOutputStream jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("package-info.class"))
                    .sorted()
                    .forEach(file -> pack(classes, file, jar));
        }
    }

    private static void pack(Path root, Path file, JarOutputStream jar) {
        try {
            jar.putNextEntry(new JarEntry(root.relativize(file).toString().replace(File.separatorChar, '/')));
            Files.copy(file, jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
