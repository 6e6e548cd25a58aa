package dev.norelay.standalone;

import dev.norelay.scenario.Problem;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.standalone.story.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code norelay validate}: what is wrong with scenario files. */
@Command(
        name = "validate",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Reads scenario files and tells all that is wrong with them. Exit code 2 if anything is.")
final class ValidateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--json",
            description = "Prints a JSON array with each file and its problems: line, column, message, hint.")
    private boolean json;

    /** A file and what is wrong with it. */
    private record Verdict(Path file, List<Problem> problems, String text) {
        static Verdict of(Path file) {
            try {
                ScenarioReader.read(file);
                return new Verdict(file, List.of(), file + ": ok");
            } catch (ScenarioException e) {
                String message = String.valueOf(e.getMessage());
                List<Problem> unreadable = List.of(new Problem(file.toString(), 0, 0, message, null, null));
                return new Verdict(file, e.problems().isEmpty() ? unreadable : e.problems(), message);
            }
        }

        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("file", file.toString());
            shown.put("problems", problems.stream().map(Json::problem).toList());
            return shown;
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Verdict> verdicts = files.stream().map(Verdict::of).toList();
        int problems =
                verdicts.stream().mapToInt(verdict -> verdict.problems().size()).sum();
        long bad = verdicts.stream()
                .filter(verdict -> !verdict.problems().isEmpty())
                .count();
        if (json) {
            out.println(Json.page(verdicts.stream().map(Verdict::shown).toList()));
        } else {
            verdicts.forEach(verdict -> out.println(verdict.text()));
            if (problems > 0) {
                out.println(counted(problems, "problem") + " in " + bad + " of " + counted(verdicts.size(), "file"));
            }
        }
        out.flush();
        return problems == 0 ? Main.FINE : Main.USAGE;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
