package dev.norelay.standalone;

import picocli.CommandLine.Model.CommandSpec;

/** How many characters fit into a line. */
final class Width {
    private Width() {}

    /** Of the terminal; no end of them where output goes into a file or a pipe. */
    static int ofTerminal(CommandSpec spec) {
        return Screen.isTerminal() ? spec.usageMessage().autoWidth(true).width() : Integer.MAX_VALUE;
    }
}
