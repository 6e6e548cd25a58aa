package dev.norelay.standalone;

import dev.norelay.explain.Explainer;
import dev.norelay.explain.Explanation;
import dev.norelay.standalone.story.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code norelay explain}: what a mail program said, and what it probably means. */
@Command(
        name = "explain",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Explains what a mail program or server said when a mail could not be sent: likely causes, the"
                + " likeliest first, with remedies and with stories of the catalogue that replay them. A transcript is"
                + " understood as well: curl -v, swaks, msmtp -d, mail.debug, Python's set_debuglevel(1), nodemailer's"
                + " debug log, Postfix's log, norelay's own. Of what is pasted, only codes and well-known words are"
                + " printed again; passwords never are.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:something was recognised", "1:nothing was", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  norelay explain '550 5.7.1 <ann@partner.test>: Relay access denied'",
            "  norelay explain 535",
            "  curl -v smtp://… 2>&1 | norelay explain -"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT-OR-FILE",
            description = "A code, a line or several, best quoted; or a file with them; or - for standard input.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> words;

    @Option(names = "--json", description = "Prints a JSON object with the causes and what they were found from.")
    private boolean json;

    @Mixin
    private final ColorOption color = new ColorOption();

    /** With where {@code -} reads from. */
    ExplainCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() {
        PastedText pasted = pasted(String.join(" ", words));
        if (pasted.text().isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "there is nothing to explain: paste what the mail program said");
        }
        Explanation explanation = Explainer.ofCatalogue().explain(pasted.text());
        ExplainText text = new ExplainText(explanation, pasted.isCut());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.page(text.json()));
        } else {
            out.print(text.text(color.paint(), Width.ofTerminal(spec)));
        }
        out.flush();
        return explanation.isKnown() ? Main.FINE : Main.UNKNOWN;
    }

    /** A file of that name is read; anything else is the text itself. */
    private PastedText pasted(String typed) {
        try {
            if (typed.equals(STANDARD_INPUT)) {
                return PastedText.read(in);
            }
            Optional<Path> file = file(typed);
            if (file.isPresent()) {
                try (InputStream content = Files.newInputStream(file.get())) {
                    return PastedText.read(content);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(typed + " cannot be read: " + e.getMessage(), e);
        }
        return new PastedText(typed, false);
    }

    private static Optional<Path> file(String typed) {
        try {
            return Optional.of(Path.of(typed)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty(); // what no file may be called is a text
        }
    }
}
