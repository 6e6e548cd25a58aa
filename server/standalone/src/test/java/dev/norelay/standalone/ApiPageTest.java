package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands of docs/api.md, run as they stand there, and what they print. */
@Needs({"curl", "python3"})
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiPageTest {
    private static final Path PAGE = Path.of("../../docs/api.md");
    private static final String ADDRESS = "http://127.0.0.1:8025";

    /** A block of the page. */
    private record Block(String language, String text) {}

    @TempDir
    private Path folder;

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .forEach(found -> blocks.add(new Block(found.group(1), found.group(2))));
        return blocks;
    }

    /** All of it in one shell, so that variables last. Behind each block a line tells that it is over. */
    private String run(String program, String text, String... arguments) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("script"), text);
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        command.add(script.toString());
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().merge("PATH", patientCurl().toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(280, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    /**
     * The folder of a curl that waits longer than a person would: of a server that has just been started, on processors
     * that have much else to do, the first handshake takes more than the five seconds in which curl wants to be connected.
     */
    private Path patientCurl() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path curl = bin.resolve("curl");
        Files.writeString(curl, "#!/bin/sh\nPATH=${PATH#*:}\nexec curl \"$@\" --connect-timeout 60\n");
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    private static String at(JsonNode ready, String text) {
        return text.replace(ADDRESS, ready.at("/http/address").asString());
    }

    @Test
    void everyCommandDoesWhatThePageSays() throws IOException, InterruptedException {
        List<Block> blocks = blocks();
        StringBuilder script = new StringBuilder("norelay() { :; }\n");
        blocks.stream()
                .filter(block -> block.language().equals("sh"))
                .forEach(block -> script.append(block.text()).append("echo; echo '== over'\n"));
        try (RunningNorelay norelay = new RunningNorelay("relay-denied")) {
            JsonNode ready = norelay.next();
            String[] printed = run("bash", at(ready, script.toString())).split("(?m)^== over\n", -1);
            int ran = -1;
            int compared = 0;
            for (Block block : blocks) {
                if (block.language().equals("sh")) {
                    ran++;
                } else if (!block.language().equals("python")) {
                    assertPrinted(at(ready, block.text()), printed[ran]);
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(7);
        }
    }

    /** In order; … stands for anything. */
    private static void assertPrinted(String wanted, String printed) {
        int from = 0;
        for (String line : wanted.lines().toList()) {
            for (String piece : line.split("…", -1)) {
                int found = printed.indexOf(piece, from);
                assertThat(found).as("«%s» in:%n%s", piece, printed).isNotNegative();
                from = found + piece.length();
            }
        }
    }

    @Test
    void theTestInPythonPasses() throws IOException, InterruptedException {
        String test = blocks().stream()
                .filter(block -> block.language().equals("python"))
                .map(Block::text)
                .findFirst()
                .orElseThrow();
        try (RunningNorelay norelay = new RunningNorelay("open")) {
            run(
                    "python3",
                    at(norelay.next(), test) + "\ntest_a_refusal_is_told_and_the_mail_is_sent_once_it_is_mended()\n");
        }
    }

    @Test
    void healthAsksTheOneThatRuns() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("open")) {
            String address = norelay.next().at("/http/address").asString();
            assertThat(Invocation.of("health", "--http", address).code()).isZero();
        }
        assertThat(Invocation.of("health", "--http", "http://127.0.0.1:1").code())
                .isEqualTo(1);
        assertThat(Invocation.of("health", "--http", "nowhere").code()).isEqualTo(2);
    }
}
