package dev.norelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.journal.Event;
import dev.norelay.journal.JournalListener;
import dev.norelay.scenario.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One mail, an outbox, a correct server, and the application that is killed again and again while it sends it. */
final class Life implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TO = List.of("ann@partner.test", "bob@partner.test");

    private final Launcher launcher;
    private final Path folder;
    private final Desk desk;
    private final Norelay server;
    private int kills;

    /**
     * A mail is in the outbox.
     *
     * @param size of the mail, in octets
     */
    Life(Launcher launcher, Path folder, long size) throws Exception {
        this.launcher = launcher;
        this.folder = Files.createDirectories(folder);
        this.desk = new Desk(folder);
        this.server = Norelay.start("stale-password");
        ClientSettings right = server.fix();
        desk.enter(right, PATIENCE);
        Files.createDirectories(desk.box());
        try (Outbox outbox = new Outbox(Outbox.database(desk.box()))) {
            byte[] written = Written.mail(right.from(), TO, size).getBytes(StandardCharsets.UTF_8);
            outbox.put(Letter.compose(written, null, List.of(), Instant.now()), Instant.now());
        }
    }

    /** The application sends it, unhindered. */
    void rehearse() throws Exception {
        String[] run = run();
        launcher.rehearse(Stream.concat(Arrays.stream(run), Stream.of("--once")).toArray(String[]::new));
        assertThat(copies()).containsOnly(1);
    }

    /** The application tries to send; as soon as the server has recorded that, it is killed. */
    void killAt(Predicate<Event> moment, Rule... rules) throws Exception {
        for (Rule rule : rules) {
            server.add(rule);
        }
        CountDownLatch come = new CountDownLatch(1);
        Path printed = folder.resolve("printed");
        int before = server.journal().entries().size();
        JournalListener listener = entry -> {
            if (entry.sequence() > before && moment.test(entry.event())) {
                come.countDown();
            }
        };
        server.listen(listener);
        Process process = launcher.start(Main.class, ProcessBuilder.Redirect.to(printed.toFile()), run());
        boolean reached = come.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        kill(process);
        assertThat(reached)
                .as(() -> "the moment came; the application said: " + read(printed) + "\n" + transcript())
                .isTrue();
    }

    /** The application is killed at its nth commit. */
    void killAtCommit(int nth, DyingMain.Where where) throws Exception {
        assertThat(printsSign(nth, where)).as("there is a commit " + nth).isEqualTo(DyingMain.SIGN);
    }

    /** How many commits it takes to send the mail. */
    int commits() throws Exception {
        return Integer.parseInt(printsSign(Integer.MAX_VALUE, DyingMain.Where.AFTER));
    }

    /** Starts it, waits until it prints a sign or a number, and kills it. */
    private String printsSign(int nth, DyingMain.Where where) throws Exception {
        Stream<String> arguments = Stream.of(
                        Stream.of(Integer.toString(nth), where.name()), Arrays.stream(run()), Stream.of("--once"))
                .flatMap(each -> each);
        Process process =
                launcher.start(DyingMain.class, ProcessBuilder.Redirect.PIPE, arguments.toArray(String[]::new));
        StringBuilder said = new StringBuilder();
        String sign;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            sign = lines.readLine();
            while (sign != null && !sign.equals(DyingMain.SIGN) && !sign.matches("\\d+")) {
                said.append(sign).append('\n');
                sign = lines.readLine();
            }
            kill(process);
        }
        return Objects.requireNonNull(sign, () -> "it ended by itself: " + said);
    }

    private String[] run() {
        return new String[] {
            "run",
            "--now",
            "--outbox",
            desk.box().toString(),
            "--settings",
            folder.resolve("settings").toString()
        };
    }

    private void kill(Process process) throws InterruptedException {
        process.destroyForcibly(); // SIGKILL
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        kills++;
    }

    int kills() {
        return kills;
    }

    /** The application is started once more and left alone. */
    Desk.Said finish() {
        return desk.run("run", "--now", "--once");
    }

    /** Killed before the final dot could leave: the mail is delivered once, and nothing is left. */
    void assertDeliveredOnce() throws Exception {
        Desk.Said said = finish();
        assertThat(copies()).as(this::transcript).containsOnly(1);
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(desk.mails()).isEmpty();
    }

    /** Killed at any moment: nobody has it twice, and what may be lost is told. */
    void assertNeverTwiceAndNeverLostInSilence() throws Exception {
        Desk.Said said = finish();
        List<Integer> copies = copies();
        assertThat(copies).as(this::transcript).allMatch(count -> count <= 1);
        List<Mail> left = desk.mails();
        if (left.isEmpty()) {
            assertThat(copies).as(this::transcript).containsOnly(1);
        } else {
            assertThat(left.get(0).in(Mail.State.UNKNOWN)).isEqualTo(TO);
            assertThat(said.code()).as(said.text()).isEqualTo(Main.MAYBE);
            assertThat(desk.run("list").text()).contains("may have been delivered");
        }
    }

    /** How often each recipient has the mail. */
    List<Integer> copies() {
        return TO.stream()
                .map(recipient -> (int) server.messages().stream()
                        .filter(message -> message.recipients().contains(recipient))
                        .count())
                .toList();
    }

    List<Mail> left() throws Exception {
        return desk.mails();
    }

    private String transcript() {
        return server.journal().transcript();
    }

    private static String read(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
