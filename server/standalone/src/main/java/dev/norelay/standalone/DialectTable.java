package dev.norelay.standalone;

import dev.norelay.scenario.Dialect;
import dev.norelay.standalone.story.StoryJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dialects, as {@code norelay list --dialects} shows them. */
final class DialectTable {
    private DialectTable() {}

    static String text(List<Dialect> dialects) {
        int name =
                dialects.stream().mapToInt(each -> each.name().length()).max().orElse(4);
        int title =
                dialects.stream().mapToInt(each -> each.title().length()).max().orElse(5);
        String form = "%-" + name + "s  %-" + title + "s  %-7s  %7s%n";
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, form, "NAME", "TITLE", "KNOWN", "SOURCED"));
        for (Dialect each : dialects) {
            table.append(String.format(
                    Locale.ROOT,
                    form,
                    each.name(),
                    each.title(),
                    known(each),
                    each.sources().size()));
        }
        long full = dialects.stream().filter(Dialect::isFull).count();
        int sourced = dialects.stream().mapToInt(each -> each.sources().size()).sum();
        return table.append(String.format(
                        Locale.ROOT,
                        "%d dialects, %d full and %d partial; %d sourced replies%n",
                        dialects.size(),
                        full,
                        dialects.size() - full,
                        sourced))
                .toString();
    }

    static List<Map<String, @Nullable Object>> json(List<Dialect> dialects) {
        return dialects.stream().map(StoryJson::dialect).toList();
    }

    private static String known(Dialect dialect) {
        return dialect.isFull() ? "full" : "partial";
    }
}
