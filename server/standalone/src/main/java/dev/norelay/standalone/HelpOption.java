package dev.norelay.standalone;

import picocli.CommandLine.Option;

/** {@code --help}, the same for each command. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and ends.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;
}
