package dev.norelay.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Postfix with a configuration and a queue of its own, in a folder that goes with it. It listens nowhere; its log is on its
 * standard output. Only root can start one.
 */
final class PostfixInstance implements AutoCloseable {
    /** In {@code main.cf}: the file with the logins. */
    static final String LOGINS = "$config_directory/logins";

    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final String SENDMAIL = "/usr/sbin/sendmail";

    /** Each delivery is a process that ends with it: so it is seen that its QUIT has left. */
    private static final String MASTER = """
            postlog unix-dgram n - n - 1 postlogd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            smtp unix - - n - - smtp
             -o max_use=1
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            """;

    /** What Postfix must own. */
    private static final List<String> ITS_OWN = Stream.concat(
                    Stream.of("data"),
                    Stream.of(
                                    "active bounce corrupt defer deferred flush hold incoming maildrop private public saved trace"
                                            .split(" "))
                            .map("queue/"::concat))
            .toList();

    private final Path folder;
    private final Process master;
    private final PostfixLog log;

    private PostfixInstance(Path folder, Process master) {
        this.folder = folder;
        this.master = master;
        this.log = new PostfixLog(master.getInputStream());
    }

    /**
     * Starts one.
     *
     * @param settings of {@code main.cf}, beyond those that make it private
     * @param logins what stands in {@link #LOGINS}
     */
    static PostfixInstance start(Map<String, String> settings, String logins) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("norelay-postfix-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(configuration.resolve("master.cf"), MASTER);
        Files.writeString(configuration.resolve("main.cf"), main(folder, settings));
        Files.writeString(configuration.resolve("logins"), logins);
        Files.createDirectories(folder.resolve("queue/pid"));
        for (String directory : ITS_OWN) {
            Files.setOwner(
                    Files.createDirectory(folder.resolve(directory)),
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        }
        ProcessBuilder builder = new ProcessBuilder(daemons() + "/master", "-c", configuration.toString(), "-s");
        builder.environment().put("MAIL_CONFIG", configuration.toString());
        builder.environment().put("LC_ALL", "C");
        return new PostfixInstance(folder, builder.redirectErrorStream(true).start());
    }

    private static String daemons() throws IOException, InterruptedException {
        return Program.of("/usr/sbin/postconf")
                .run(new byte[0], "-dh", "daemon_directory")
                .output();
    }

    private static String main(Path folder, Map<String, String> settings) {
        String own = """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = /dev/stdout
                myhostname = client.example.test
                mydestination =
                alias_maps =
                local_transport = error:nobody is local
                inet_protocols = ipv4
                message_size_limit = 0
                smtp_connection_cache_on_demand = no
                sender_dependent_default_transport_maps = inline:{ { <> = discard: } }
                """.formatted(folder);
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining("", own, ""));
    }

    /** Hands a mail over, as programs do. */
    Program.Run sendmail(byte[] message, List<String> arguments) throws IOException, InterruptedException {
        log.awaitStart(LONGEST);
        List<String> all = new ArrayList<>(List.of("-C", folder.resolve("conf").toString()));
        all.addAll(arguments);
        return Program.of(SENDMAIL).run(message, all.toArray(String[]::new));
    }

    /** What became of the mail for each recipient, once every delivery has come to its end. */
    Outcome outcome() throws InterruptedException {
        return log.await(LONGEST);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        List<ProcessHandle> all = Stream.concat(Stream.of(master.toHandle()), master.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        master.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(PostfixInstance::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
