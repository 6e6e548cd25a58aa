package dev.norelay.standalone;

import dev.norelay.conduct.Surfaced;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.smtp.Ids;
import dev.norelay.standalone.grade.Assignment;
import dev.norelay.standalone.grade.Baseline;
import dev.norelay.standalone.grade.Grades;
import dev.norelay.standalone.grade.Grading;
import dev.norelay.standalone.grade.Reports;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code norelay grade}: whether a person's own program does its duty. */
@Command(
        name = "grade",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        sortOptions = false,
        customSynopsis = "norelay grade [OPTIONS] [SCENARIO|FILE…] -- COMMAND…",
        description = {
            "Runs your program through stories: with wrong settings, where it must fail and say why, and with the remedy"
                    + " done, where it must deliver. Each story has a server of its own."
        },
        footer = {
            "",
            "In the command's words these are replaced, each in one argument, without a shell:",
            "  {host} {port} {security} {url} {user} {password} {token} {ca} {from} {to} {message}",
            "{security} is none, starttls or tls; {url} is smtp://… or smtps://…; {message} is a file, RFC 5322.",
            "The same stand in NORELAY_HOST and so on, and standard input is the message. An option before a blank",
            "{user}, {password} or {token} is left out with it; one before {to} is repeated for each recipient.",
            "With --outbox also {settings}, a file of key=value lines, {outbox}, a directory to keep mails in, and {retry},",
            "seconds after which to try again; {message} is blank when the program is started again.",
            "Levels, the worst first: silent, wordless, general, reply, cause; docs/grade.md tells what they mean.",
            "",
            "Exit code 1 if the grade is not met, 2 on wrong usage.",
            "",
            "Examples:",
            "  norelay grade relay-denied -- ./send.sh",
            "  norelay grade --tag auth --parallel 4 --report out -- ./app send --server {host}:{port} {message}",
            "  norelay grade --outbox --tag restart -- ./app run --settings {settings} --dir {outbox} --add {message}",
            "  norelay grade --dialect gmail --require cause --baseline known.txt -- ./send.sh"
        })
final class GradeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO|FILE",
            completionCandidates = ScenarioNames.class,
            description = "Names of the catalogue, or scenario files. Without any: the whole catalogue.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--outbox",
            description =
                    "Your program runs on and keeps an outbox: it is started with the wrong settings, killed (kill -9),"
                            + " and started again with the remedy done; what it keeps must be delivered.")
    private boolean outbox;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Only scenarios with this tag; given more than once, with all of them.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--family", paramLabel = "FAMILY", description = "Only scenarios of this family; may be repeated.")
    private List<String> families = new ArrayList<>();

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            completionCandidates = DialectNames.class,
            description =
                    "The server speaks as this one or this provider does (norelay list --dialects); stories that it"
                            + " cannot play as they are meant are left out, unless they are named.")
    private @Nullable String dialect;

    @Option(
            names = "--require",
            paramLabel = "LEVEL",
            defaultValue = "reply",
            converter = LevelConverter.class,
            description =
                    "How well it must tell of each failure: wordless, general, reply or cause. Unless given: reply.")
    private Surfaced required = Surfaced.REPLY;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description =
                    "Accepts the complaints in this file: lines SCENARIO COMPLAINT, * for every scenario, # for why.")
    private @Nullable Path baselineFile;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes index.html for people, junit.xml for build servers, grade.json for programs, and"
                    + " baseline.txt, which accepts what was found.")
    private @Nullable Path report;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "Plays so many stories at a time. Unless given: 1.")
    private int parallel = 1;

    @Option(
            names = "--time-limit",
            paramLabel = "DURATION",
            defaultValue = "20s",
            converter = DurationConverter.class,
            description = "Ends a run of the program after so long, such as 90s or 5m. Unless given: 20s.")
    private Duration limit = Duration.ofSeconds(20);

    @Mixin
    private final ColorOption color = new ColorOption();

    @Override
    public Integer call() throws InterruptedException {
        List<String> command = command();
        List<Scenario> stories = stories(words.subList(0, words.size() - command.size()));
        if (parallel < 1) {
            throw wrong("--parallel: at least 1, not " + parallel);
        }
        Baseline baseline = baseline();
        Assignment assignment = new Assignment(
                outbox,
                command,
                limit,
                required,
                baseline,
                parallel,
                Optional.ofNullable(dialect).orElse(""),
                Clock.systemUTC());
        if (!assignment.isThere()) {
            throw wrong("cannot find the program " + command.get(0));
        }
        Grades grades = grade(assignment, stories);
        baseline.unused(grades.stories())
                .forEach(unused -> spec.commandLine().getErr().println("norelay: " + baselineFile + ": " + unused));
        if (report != null) {
            Reports.write(grades, report);
            spec.commandLine().getOut().println("The report: " + report.resolve("index.html"));
        }
        spec.commandLine().getOut().flush();
        return grades.areMet() ? Main.FINE : Main.UNMET;
    }

    private Grades grade(Assignment assignment, List<Scenario> stories) throws InterruptedException {
        GradeTable table = new GradeTable(
                new Output(spec.commandLine().getOut()),
                color.paint(),
                Screen.isTerminal() ? Width.ofTerminal(spec) : 0,
                stories);
        try (Grading grading = new Grading(assignment)) {
            Thread hook = new Thread(grading::close, "norelay-grade-shutdown");
            Runtime.getRuntime().addShutdownHook(hook);
            Grades grades = grading.grade(stories, table);
            table.end(grades);
            Runtime.getRuntime().removeShutdownHook(hook);
            return grades;
        }
    }

    /** All that stands behind the first {@code --}: picocli takes the mark away and keeps the words. */
    private List<String> command() {
        List<String> typed = spec.commandLine().getParseResult().originalArgs();
        int mark = typed.indexOf("--");
        if (mark < 0 || mark == typed.size() - 1) {
            throw wrong(
                    "which program? Say -- COMMAND…, behind all else, as in: norelay grade relay-denied -- ./send.sh");
        }
        return typed.subList(mark + 1, typed.size());
    }

    private List<Scenario> stories(List<String> names) {
        List<Scenario> stories = names.isEmpty()
                ? ScenarioChoice.of(spec, families, tags, dialect).stream()
                        .map(scenario -> Scenarios.find(scenario.name(), dialect))
                        .toList()
                : names.stream()
                        .distinct()
                        .map(name -> Scenarios.find(name, dialect))
                        .filter(scenario -> scenario.tags().containsAll(tags))
                        .filter(scenario -> families.isEmpty() || families.contains(Catalogue.family(scenario.name())))
                        .toList();
        if (stories.isEmpty()) {
            throw wrong("no scenario is all that was asked for");
        }
        return stories;
    }

    private Baseline baseline() {
        if (baselineFile == null) {
            return Baseline.EMPTY;
        }
        try {
            return Baseline.read(baselineFile);
        } catch (NoSuchFileException e) {
            throw wrong("--baseline: there is no file " + baselineFile + "; --report writes one to begin with");
        } catch (IOException e) {
            throw wrong("--baseline: " + baselineFile + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw wrong("--baseline: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Reads a level. */
    static final class LevelConverter implements ITypeConverter<Surfaced> {
        @Override
        public Surfaced convert(String typed) {
            return Ids.find(Surfaced.values(), typed)
                    .filter(level -> level != Surfaced.NOTHING && level != Surfaced.SILENT)
                    .orElseThrow(() ->
                            new TypeConversionException("expected wordless, general, reply or cause, not " + typed));
        }
    }

    /** Reads 500ms, 20s, 5m. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String typed) {
            if (!typed.matches("[1-9]\\d{0,6}(?:ms|s|m)")) {
                throw new TypeConversionException("expected a number and ms, s or m, such as 20s, not " + typed);
            }
            String unit = typed.replaceFirst("\\d+", "");
            long number = Long.parseLong(typed.substring(0, typed.length() - unit.length()));
            return switch (unit) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
        }
    }
}
