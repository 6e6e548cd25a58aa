package dev.norelay.explain;

import org.jspecify.annotations.Nullable;

/** {@code msmtp -d}: {@code -->} and {@code <--}. Its settings, which it lists first, are left out. */
record MsmtpFormat() implements Format {
    @Override
    public String title() {
        return "msmtp -d";
    }

    @Override
    public @Nullable Turn turn(String line) {
        if (line.startsWith("<-- ")) {
            return Turn.server(line.substring(4));
        }
        if (line.startsWith("--> ")) {
            return Turn.client(line.substring(4));
        }
        return line.startsWith("msmtp: ") || line.startsWith("TLS ") ? Turn.note(line) : null;
    }
}
