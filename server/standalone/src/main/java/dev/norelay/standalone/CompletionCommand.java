package dev.norelay.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code norelay completion}: teaches a shell the words of this command. */
@Command(
        name = "completion",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Prints a script with which bash or zsh completes commands, options and scenarios.",
        footer = {"", "Example:", "  source <(norelay completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("norelay", spec.root().commandLine()));
        out.print('\n');
        out.flush();
        return Main.FINE;
    }
}
