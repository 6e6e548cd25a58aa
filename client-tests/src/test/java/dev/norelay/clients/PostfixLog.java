package dev.norelay.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Postfix says in its log of the first mail that was handed to it. A thread of its own reads it. */
final class PostfixLog {
    private static final Pattern TAKEN = Pattern.compile("postfix/pickup\\[\\d+]: (\\w+): uid=");
    private static final Pattern ACTIVE =
            Pattern.compile("postfix/qmgr\\[\\d+]: (\\w+): from=<.*>, .*nrcpt=(\\d+) \\(");
    private static final Pattern STATUS =
            Pattern.compile("postfix/(\\w+)\\[(\\d+)]: (\\w+): to=<(.*?)>, .*status=(\\w+) \\((.*)\\)$");
    /** Besides, what a delivery warns of, or tells of TLS. */
    private static final Pattern REMARK = Pattern.compile(
            "postfix/smtp\\[\\d+]: (?:\\w+: )?((?:warning: |(?:\\w+ )?certificate verification failed).*)$");

    /** What became of the mail for one recipient. */
    private record Status(String word, String text) {}

    private final Map<String, Status> statuses = new LinkedHashMap<>();
    private final Set<Long> deliveries = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();
    private boolean started;
    private String mail = "";
    private int recipients = -1;

    PostfixLog(InputStream log) {
        Thread reader = new Thread(() -> read(log), "postfix-log");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream log) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(log, UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                read(line);
            }
        } catch (IOException ended) {
            // Its process was ended, and the stream with it.
        }
    }

    private synchronized void read(String line) {
        lines.add(line);
        started |= line.contains("daemon started");
        Matcher taken = TAKEN.matcher(line);
        if (mail.isEmpty() && taken.find()) {
            mail = taken.group(1);
        }
        Matcher active = ACTIVE.matcher(line);
        if (active.find() && active.group(1).equals(mail)) {
            recipients = Integer.parseInt(active.group(2));
        }
        Matcher status = STATUS.matcher(line);
        if (status.find() && status.group(3).equals(mail)) {
            statuses.put(status.group(4), new Status(status.group(5), status.group(6)));
            if (status.group(1).equals("smtp")) { // the others do not speak to the server
                deliveries.add(Long.valueOf(status.group(2)));
            }
        }
        Matcher remark = REMARK.matcher(line);
        if (remark.find()) {
            remarks.add(remark.group(1));
        }
        notifyAll();
    }

    /** Waits until it takes mail. */
    void awaitStart(Duration longest) throws InterruptedException {
        if (!await(longest, () -> started)) {
            throw new IllegalStateException("Postfix does not start: " + all());
        }
    }

    /** Waits until each recipient has a status, and each delivery has said what it had to say to the server. */
    Outcome await(Duration longest) throws InterruptedException {
        if (!await(longest, () -> statuses.size() == recipients)) {
            return new Outcome(false, "undecided", all());
        }
        for (Long delivery : deliveries) {
            try {
                ProcessHandle.of(delivery)
                        .map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(null))
                        .get(longest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("Postfix's delivery does not end: " + all(), e);
            }
        }
        return outcome();
    }

    private synchronized Outcome outcome() {
        List<String> said = new ArrayList<>();
        Set<String> words = new LinkedHashSet<>();
        statuses.values().stream()
                .filter(status -> !status.word().equals("sent"))
                .forEach(status -> {
                    words.add(status.word());
                    said.add("status=" + status.word() + " (" + status.text() + ")");
                });
        if (words.isEmpty()) {
            return Outcome.SENT;
        }
        remarks.forEach(said::add);
        return new Outcome(false, String.join(", ", words), String.join("\n", said));
    }

    private synchronized String all() {
        return String.join("\n", lines);
    }

    private synchronized boolean await(Duration longest, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
