package dev.norelay.clients;

import dev.norelay.Norelay;
import dev.norelay.scenario.yaml.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Every client of the matrix plays every story, for {@code docs/matrix.json} and {@code docs/matrix.md}. {@code make matrix} runs this, no
 * build does: it plays what is new, and with {@code -Dnorelay.matrix=all} everything. Progress goes to the terminal.
 */
class MatrixRun {
    /** Of programs, and as many of clients in this JVM; more of them would wear each other's patience out. */
    private static final int AT_ONCE = 2;

    private static final int TOLD_EVERY = 20;

    private record Task(String story, MailClient client) {}

    private final long began = System.nanoTime();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void everyClientPlaysEveryStory() throws Exception {
        List<MailClient> clients = installed();
        Map<String, String> versions = new TreeMap<>();
        for (MailClient client : clients) {
            versions.put(client.name(), ClientVersion.of(client));
        }
        Map<String, Map<String, Cell>> cells = new TreeMap<>();
        if (!"all".equals(System.getProperty("norelay.matrix"))) {
            keep(MatrixFile.read(), versions, cells);
        }
        List<Task> tasks = new ArrayList<>();
        for (String story : Catalogue.names()) {
            Map<String, Cell> known = cells.getOrDefault(story, Map.of());
            clients.stream()
                    .filter(client -> !known.containsKey(client.name()))
                    .forEach(client -> tasks.add(new Task(story, client)));
        }
        play(clients, tasks, cells);
        Map<String, MatrixFile.Row> rows = new TreeMap<>();
        cells.forEach((story, row) -> rows.put(story, new MatrixFile.Row(MatrixFile.hash(story), row)));
        MatrixFile matrix = new MatrixFile(versions, rows);
        matrix.write();
        new MatrixPage(matrix).write();
        System.out.println("docs/matrix.md and docs/matrix.json are written");
    }

    private static List<MailClient> installed() throws Exception {
        List<MailClient> clients = new ArrayList<>();
        for (MailClient client : MailClient.inMatrix()) {
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

    /** What has not changed: neither the story's file nor the client's version. */
    private static void keep(MatrixFile old, Map<String, String> versions, Map<String, Map<String, Cell>> cells) {
        List<String> stale = old.stale();
        old.rows()
                .forEach((story, row) -> row.cells().forEach((client, cell) -> {
                    String version = versions.get(client);
                    if (!stale.contains(story)
                            && version != null
                            && version.equals(old.versions().get(client))) {
                        cells.computeIfAbsent(story, none -> new TreeMap<>()).put(client, cell);
                    }
                }));
    }

    private void play(List<MailClient> clients, List<Task> tasks, Map<String, Map<String, Cell>> cells)
            throws Exception {
        System.out.println(tasks.size() + " plays of a story by a client to go");
        for (MailClient client : clients) { // else the first ones wait for classes and certificates
            try (Norelay warm = Norelay.open()) {
                client.send(warm.settings());
            }
        }
        ExecutorService programs = Executors.newFixedThreadPool(AT_ONCE);
        ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<Task, Future<Cell>> plays = new LinkedHashMap<>();
            for (Task task : tasks) {
                ExecutorService pool = task.client().isProgram() ? programs : players;
                plays.put(task, pool.submit(() -> play(task, tasks.size())));
            }
            for (Map.Entry<Task, Future<Cell>> each : plays.entrySet()) {
                Task task = each.getKey();
                cells.computeIfAbsent(task.story(), none -> new TreeMap<>())
                        .put(task.client().name(), each.getValue().get());
            }
        } finally {
            programs.shutdownNow();
            players.shutdownNow();
        }
    }

    private Cell play(Task task, int of) throws Exception {
        Cell cell = MatrixPlay.play(Catalogue.scenario(task.story()), task.client());
        int now = done.incrementAndGet();
        if (now % TOLD_EVERY == 0 || now == of) {
            Duration left = Duration.ofNanos((System.nanoTime() - began) / now * (of - now));
            System.out.println(now + " of " + of + ", about " + (left.toSeconds() + 59) / 60 + " min left");
        }
        return cell;
    }
}
