package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Problem;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenario files, format 1. Stateless, thread-safe.
 *
 * <p>Layers lie over each other, later over earlier: the plain defaults, the dialect that the file names, the file, and
 * the overlay of a phase. Maps merge, lists and scalars replace. Each phase comes out fully resolved.
 */
public final class ScenarioReader {
    /** In octets of a file, or characters of a text. */
    private static final int LARGEST = 1 << 20;

    private ScenarioReader() {}

    /**
     * Reads a scenario.
     *
     * @param file for messages, and for the name where the text gives none: {@code login/relay-denied.yaml} is named
     *     {@code relay-denied}
     * @param text the file's
     * @throws ScenarioException with every mistake in the text, sorted by place
     */
    public static Scenario read(String file, String text) {
        return read(new Source(file, text), CatalogueFiles.own(), null);
    }

    /**
     * Reads a scenario, and has it spoken in a dialect, whichever it names.
     *
     * @param file as above
     * @throws ScenarioException if there is no such dialect, or with every mistake in the text
     */
    public static Scenario read(String file, String text, String dialect) {
        return read(new Source(file, text), CatalogueFiles.own(), dialect);
    }

    /**
     * Reads a single rule, as it stands in the list {@code rules} of files.
     *
     * @param file for messages
     * @param text a map with the keys of a rule
     * @param story whose phases and listeners it may speak of
     * @throws ScenarioException with every mistake in the text
     */
    public static Rule rule(String file, String text, Scenario story) {
        Source source = new Source(file, text);
        Problems problems = new Problems();
        Rule rule = text.length() > LARGEST ? null : rule(TreeReader.read(source, problems), story, problems);
        if (rule == null || !problems.isEmpty()) {
            if (problems.isEmpty()) {
                String hint = "write one rule: `on: …` and `then: …`, without a dash in front";
                problems.add(source.problem("this is no rule", hint));
            }
            throw new ScenarioException(problems.sorted(source));
        }
        return rule;
    }

    private static @Nullable Rule rule(@Nullable Tree tree, Scenario story, Problems problems) {
        if (!(tree instanceof Tree.Mapping)) {
            return null;
        }
        Tree.Sequence list = new Tree.Sequence(tree.place(), List.of(tree));
        Tree.Mapping holder = new Tree.Mapping(tree.place(), Map.of("rules", new Tree.Entry(tree.place(), list)));
        Set<String> listeners = new LinkedHashSet<>();
        story.phases()
                .values()
                .forEach(phase -> listeners.addAll(phase.server().listeners().keySet()));
        Names names = new Names(story.phases().keySet(), listeners);
        List<WrittenRule> rules = new RulesDecoder(names, problems).decode(new Section("", holder, problems), Set.of());
        if (rules.isEmpty()) {
            return null;
        }
        Rule rule = rules.get(0).rule();
        return new Rule(
                rule.name(), rule.phases(), rule.on(), rule.when(), rule.chance(), rule.count(), rule.then(), 0);
    }

    /**
     * Reads a scenario's file.
     *
     * @throws ScenarioException if there is no such file, if it cannot be read, or with every mistake in it
     */
    public static Scenario read(Path file) {
        return read(source(file), CatalogueFiles.own(), null);
    }

    /**
     * Reads a scenario's file, and has it spoken in a dialect, whichever it names.
     *
     * @throws ScenarioException if there is no such file or dialect, if it cannot be read, or with every mistake in it
     */
    public static Scenario read(Path file, String dialect) {
        return read(source(file), CatalogueFiles.own(), dialect);
    }

    /** Every mistake in a text, sorted by place; none: it is a good scenario. */
    public static List<Problem> problems(String file, String text) {
        Source source = new Source(file, text);
        Problems problems = new Problems();
        read(source, CatalogueFiles.own(), null, problems);
        return problems.sorted(source);
    }

    static Scenario read(Source source, CatalogueFiles catalogue, @Nullable String dialect) {
        if (dialect != null) {
            Dialects.require(dialect, catalogue);
        }
        Problems problems = new Problems();
        Scenario scenario = read(source, catalogue, dialect, problems);
        if (scenario == null || !problems.isEmpty()) {
            throw new ScenarioException(problems.sorted(source));
        }
        return scenario;
    }

    /**
     * What a file says that is no file yet.
     *
     * @throws ScenarioException with every mistake in it
     */
    static Scenario read(Tree.Mapping file) {
        Source source = file.place().source();
        Problems problems = new Problems();
        Scenario scenario = new ScenarioDecoder(file, CatalogueFiles.own(), problems, null).decode(source.file());
        if (scenario == null || !problems.isEmpty()) {
            throw new ScenarioException(problems.sorted(source));
        }
        return scenario;
    }

    private static @Nullable Scenario read(
            Source source, CatalogueFiles catalogue, @Nullable String dialect, Problems problems) {
        if (source.text().length() > LARGEST) {
            problems.add(source.problem("the file is larger than 1 MiB", "a scenario is a page of YAML: is this one?"));
            return null;
        }
        Tree tree = TreeReader.read(source, problems);
        if (tree instanceof Tree.Mapping file) {
            return new ScenarioDecoder(file, catalogue, problems, dialect).decode(name(source.file()));
        }
        if (tree != null) {
            String hint = "begin the file with `norelay: 1` and `title: …`";
            problems.add(tree.place(), "found " + tree.kind() + ", expected a scenario, which is a map", hint);
        }
        return null;
    }

    private static Source source(Path file) {
        if (Files.isDirectory(file)) {
            throw new ScenarioException(file + " is a directory; name one of the scenario files in it");
        }
        // One octet more than is taken tells that there is more; pipes have no size to ask for.
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(LARGEST + 1);
            return octets.length > LARGEST
                    ? new Source(file.toString(), " ".repeat(LARGEST + 1))
                    : new Source(
                            file.toString(),
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .decode(ByteBuffer.wrap(octets))
                                    .toString());
        } catch (CharacterCodingException e) {
            throw new ScenarioException(
                    file + " is not UTF-8 text; save it as UTF-8, and check that it is a scenario", e);
        } catch (NoSuchFileException e) {
            throw new ScenarioException(
                    "there is no file " + file
                            + "; `norelay list`, and in Java Catalogue.names(), tell the scenarios by name",
                    e);
        } catch (IOException e) {
            throw new ScenarioException(file + " cannot be read (" + e + "); check that you may read it", e);
        }
    }

    private static String name(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }
}
