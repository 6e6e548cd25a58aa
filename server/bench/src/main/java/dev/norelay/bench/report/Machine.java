package dev.norelay.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the run was on. */
final class Machine {
    private Machine() {}

    /** In words, by what they tell. */
    static Map<String, String> description() {
        Map<String, String> description = new LinkedHashMap<>();
        int cores = Runtime.getRuntime().availableProcessors();
        description.put("processor", cores + " × " + field("/proc/cpuinfo", "model name"));
        description.put(
                "memory", Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024 + " MiB");
        description.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        description.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        description.put("load when it began", read("/proc/loadavg").split(" ", 2)[0]);
        return description;
    }

    private static String field(String file, String key) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
