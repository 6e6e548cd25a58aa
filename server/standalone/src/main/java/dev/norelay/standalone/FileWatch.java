package dev.norelay.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a file was saved, by whatever way an editor has: written over, replaced by another one, or removed and made
 * anew. So its directory is watched; and, where the file is a link, that of what it links to.
 */
final class FileWatch implements AutoCloseable {
    private final WatchService service;
    private final Set<Path> names = new LinkedHashSet<>();
    private final Duration quiet;

    /**
     * Watches from now on, and tells once {@link #start} is called.
     *
     * @param quiet so long nothing happens any more before it is told: one saving is several events
     * @throws UncheckedIOException if the file is not there, or cannot be watched
     */
    FileWatch(Path file, Duration quiet) {
        this.quiet = quiet;
        try {
            names.add(file.toAbsolutePath().normalize());
            names.add(file.toRealPath());
            service = file.getFileSystem().newWatchService();
            for (Path name : names) {
                directory(name)
                        .register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("--watch: " + file + " cannot be watched: " + e.getMessage(), e);
        }
    }

    private static Path directory(Path name) {
        Path parent = name.getParent();
        return parent == null ? name : parent;
    }

    /**
     * Begins to tell, at first once: the file may have been saved before it was watched.
     *
     * @param saved called on a thread of the watch's own, which keeps no process alive
     */
    void start(Runnable saved) {
        Thread watcher = new Thread(() -> watch(saved), "norelay-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch(Runnable saved) {
        try {
            saved.run();
            while (true) {
                boolean concerned = isOurs(service.take());
                for (WatchKey more = next(); more != null; more = next()) {
                    concerned |= isOurs(more);
                }
                if (concerned) {
                    saved.run();
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            return; // closed, as asked for
        }
    }

    private @Nullable WatchKey next() throws InterruptedException {
        return service.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isOurs(WatchKey key) {
        boolean ours = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            ours |= event.kind() == StandardWatchEventKinds.OVERFLOW // too many to be told: ours may be among them
                    || (key.watchable() instanceof Path directory
                            && event.context() instanceof Path name
                            && names.contains(directory.resolve(name)));
        }
        key.reset();
        return ours;
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
