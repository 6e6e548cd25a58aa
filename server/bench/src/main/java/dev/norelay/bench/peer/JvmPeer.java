package dev.norelay.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A peer that runs in a JVM; all of them with the same flags. */
public abstract class JvmPeer implements Peer {
    private static final String HEAP = "-Xms512m";

    /** The heap is touched at the start, so that what a process grows by lies outside of it. */
    public static final List<String> FLAGS = List.of(HEAP, "-Xmx512m", "-XX:+AlwaysPreTouch");

    /** A server that has been started. */
    public interface Running extends AutoCloseable {
        /** Where it listens. */
        int port();

        /** Forgets the messages that it would keep for ever; a server that bounds what it keeps does nothing. */
        default void forget() {}

        /** Stops it, and returns when nothing of it is left. */
        @Override
        void close();
    }

    /**
     * Starts one on a free port of loopback, in this JVM.
     *
     * @param variant one of those that the peer knows; the empty one is the usual
     */
    public abstract Running start(String variant);

    @Override
    public List<String> command() {
        return command(FLAGS, "");
    }

    /** The command with other flags for the JVM, of a variant. */
    public List<String> command(List<String> flags, String variant) {
        return java(flags, PeerProcess.class, name(), variant);
    }

    /** The command that runs a class of the bench with its class path. */
    public static List<String> java(List<String> flags, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The same command with less heap to touch, and only with the compiler that is done at once. */
    public static List<String> inAHurry(List<String> command) {
        return command.stream()
                .flatMap(flag -> flag.equals(HEAP) ? Stream.of("-Xms96m", "-XX:TieredStopAtLevel=1") : Stream.of(flag))
                .toList();
    }

    /** The version of an artifact on the class path. */
    static String version(String group, String artifact) {
        String file = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = JvmPeer.class.getResourceAsStream(file)) {
            if (in == null) {
                return "of unknown version";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
