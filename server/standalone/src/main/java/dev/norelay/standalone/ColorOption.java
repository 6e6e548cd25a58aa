package dev.norelay.standalone;

import picocli.CommandLine.Option;

/** Whether there are colours: the same option in every command that has them. */
final class ColorOption {
    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            converter = Paint.Converter.class,
            description = "auto, always or never; auto is on a terminal, unless NO_COLOR is set.")
    private Paint paint = Paint.AUTO;

    Paint paint() {
        return paint;
    }
}
