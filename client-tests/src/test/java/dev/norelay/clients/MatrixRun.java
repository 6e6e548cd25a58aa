package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.scenario.yaml.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every client of the matrix plays every story, for {@code docs/matrix.json} and {@code docs/matrix.md}. {@code make matrix} runs this, no
 * build does: it plays what is new, and with {@code -Dnorelay.matrix=all} everything. Progress goes to the terminal.
 */
class MatrixRun {
    /** Of programs, and as many of clients in this JVM; more of them would wear each other's patience out. */
    private static final int AT_ONCE = 2;

    private static final int TOLD_EVERY = 20;
    private static final int WRITTEN_EVERY = 200;

    private record Task(String story, MailClient client) {}

    /** What has not changed is played again where it is asked for: names with commas between them, blank for all. */
    private static final String STORIES = System.getProperty("norelay.matrix.stories", "");

    private static final String CLIENTS = System.getProperty("norelay.matrix.clients", "");

    private final Map<String, Map<String, Cell>> cells = new ConcurrentSkipListMap<>();
    private final long began = System.nanoTime();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    @Timeout(4 * 3600) // two and a half thousand plays, on whatever machine
    void everyClientPlaysEveryStory() throws Exception {
        List<MailClient> clients = installed();
        Map<String, String> versions = new TreeMap<>();
        for (MailClient client : clients) {
            versions.put(client.name(), ClientVersion.of(client));
        }
        if (!"all".equals(System.getProperty("norelay.matrix"))) {
            keep(MatrixFile.read(), versions);
        }
        List<Task> tasks = new ArrayList<>();
        for (String story : Catalogue.names()) {
            Map<String, Cell> known = cells.getOrDefault(story, Map.of());
            clients.stream()
                    .filter(client -> !known.containsKey(client.name())
                            && !client.leavesOut().contains(story))
                    .forEach(client -> tasks.add(new Task(story, client)));
        }
        play(clients, tasks, versions);
        MatrixFile matrix = matrix(versions);
        matrix.write();
        new MatrixPage(matrix).write();
        new DiagnosisPage(matrix, MetOtherwise.read()).write();
        new ClientsPage(matrix, ClientNotes.read()).write();
        System.out.println("docs/matrix.json, matrix.md, diagnosis.md and clients.md are written");
    }

    private MatrixFile matrix(Map<String, String> versions) {
        Map<String, MatrixFile.Row> rows = new TreeMap<>();
        cells.forEach((story, row) -> rows.put(story, new MatrixFile.Row(MatrixFile.hash(story), row)));
        return new MatrixFile(versions, rows);
    }

    private static List<MailClient> installed() throws Exception {
        List<MailClient> clients = new ArrayList<>();
        for (MailClient client : MailClient.all()) {
            List<String> missing = client.missing();
            if (missing.isEmpty()) {
                clients.add(client);
            } else {
                System.out.println(
                        client.name() + " is left out, because " + String.join(" and ", missing) + " is not installed");
            }
        }
        return clients;
    }

    /** What has not changed, neither the story's file nor the client's version, and is not asked for. */
    private void keep(MatrixFile old, Map<String, String> versions) {
        List<String> stale = old.stale();
        old.rows()
                .forEach((story, row) -> row.cells().forEach((client, cell) -> {
                    String version = versions.get(client);
                    if (!stale.contains(story)
                            && !isAskedFor(story, client)
                            && version != null
                            && version.equals(old.versions().get(client))) {
                        cells.computeIfAbsent(story, none -> new ConcurrentSkipListMap<>())
                                .put(client, cell);
                    }
                }));
    }

    private static boolean isAskedFor(String story, String client) {
        return !(STORIES.isEmpty() && CLIENTS.isEmpty())
                && (STORIES.isEmpty() || List.of(STORIES.split(",")).contains(story))
                && (CLIENTS.isEmpty() || List.of(CLIENTS.split(",")).contains(client));
    }

    private void play(List<MailClient> clients, List<Task> tasks, Map<String, String> versions) throws Exception {
        System.out.println(tasks.size() + " plays of a story by a client to go");
        for (MailClient client : clients) { // else the first ones wait for classes and certificates
            try (Norelay warm = Norelay.open()) {
                client.send(warm.settings());
            }
        }
        ExecutorService programs = Executors.newFixedThreadPool(AT_ONCE);
        ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Boolean>> plays = new ArrayList<>();
            for (Task task : tasks) {
                ExecutorService pool = task.client().isProgram() ? programs : players;
                plays.add(pool.submit(() -> play(task, tasks.size())));
            }
            boolean all = true;
            int got = 0;
            for (Future<Boolean> each : plays) {
                all &= each.get();
                if (++got % WRITTEN_EVERY == 0) {
                    matrix(versions).write();
                }
            }
            assertThat(all).as("every story could be played").isTrue();
        } finally {
            programs.shutdownNow();
            players.shutdownNow();
            matrix(versions).write(); // who breaks off goes on from here
        }
    }

    /** Whether that could be played: one that is not is told, and does not keep the others from being written. */
    private boolean play(Task task, int of) {
        boolean played = false;
        try {
            Cell cell = MatrixPlay.play(Catalogue.scenario(task.story()), task.client());
            cells.computeIfAbsent(task.story(), none -> new ConcurrentSkipListMap<>())
                    .put(task.client().name(), cell);
            played = true;
        } catch (Exception broken) {
            System.out.println(task.client().name() + " cannot play " + task.story() + ": " + broken);
        }
        int now = done.incrementAndGet();
        if (now % TOLD_EVERY == 0 || now == of) {
            Duration left = Duration.ofNanos((System.nanoTime() - began) / now * (of - now));
            System.out.println(now + " of " + of + ", about " + (left.toSeconds() + 59) / 60 + " min left");
        }
        return played;
    }
}
