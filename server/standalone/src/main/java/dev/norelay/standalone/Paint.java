package dev.norelay.standalone;

import dev.norelay.smtp.Ids;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Colours, where they are wanted. */
enum Paint {
    /** As the terminal is; NO_COLOR is respected. */
    AUTO(Ansi.AUTO),
    ALWAYS(Ansi.ON),
    NEVER(Ansi.OFF);

    private static final String ESCAPE = "\u001b[";

    private final Ansi ansi;

    Paint(Ansi ansi) {
        this.ansi = ansi;
    }

    /** As it is typed, for a shell's completion. */
    @Override
    public String toString() {
        return Ids.of(this);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    private String paint(String style, String text) {
        return ansi.enabled() && !text.isEmpty() ? ESCAPE + style + "m" + text + ESCAPE + "0m" : text;
    }

    /** Reads what was typed. */
    static final class Converter implements ITypeConverter<Paint> {
        @Override
        public Paint convert(String typed) {
            return Ids.find(values(), typed.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new TypeConversionException("expected auto, always or never, not " + typed));
        }
    }
}
