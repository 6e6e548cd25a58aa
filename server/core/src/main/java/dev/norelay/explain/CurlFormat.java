package dev.norelay.explain;

import org.jspecify.annotations.Nullable;

/** {@code curl -v}: {@code >} and {@code <}, remarks behind {@code *}; octets that are not shown have braces. */
record CurlFormat() implements Format {
    @Override
    public String title() {
        return "curl -v";
    }

    @Override
    public @Nullable Turn turn(String line) {
        if (line.startsWith("< ")) {
            return Turn.server(line.substring(2));
        }
        if (line.startsWith("> ")) {
            return Turn.client(line.substring(2));
        }
        return line.startsWith("* ") || line.startsWith("curl: ") ? Turn.note(line) : null;
    }
}
