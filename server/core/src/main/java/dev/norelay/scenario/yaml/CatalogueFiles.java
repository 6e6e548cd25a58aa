package dev.norelay.scenario.yaml;

import dev.norelay.scenario.ScenarioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The resources of {@code norelay-scenarios}, by way of its index: a jar cannot be listed on every class path. */
final class CatalogueFiles {
    static final String DIALECTS = "dialects/";

    private static final String ROOT = "META-INF/norelay/";
    private static final String SUFFIX = ".yaml";

    private static final CatalogueFiles OWN = new CatalogueFiles(CatalogueFiles.class.getClassLoader());

    private final ClassLoader loader;
    private @Nullable List<String> index;

    CatalogueFiles(ClassLoader loader) {
        this.loader = loader;
    }

    /** The catalogue that norelay was loaded with, whatever the thread's class loader. */
    static CatalogueFiles own() {
        return OWN;
    }

    /** The scenarios' paths by name, sorted. */
    Map<String, String> scenarios() {
        Map<String, String> paths = new TreeMap<>();
        for (String path : index()) {
            if (!path.startsWith(DIALECTS)) {
                paths.put(name(path), path);
            }
        }
        return paths;
    }

    /** The names of the dialects, sorted; {@code plain}, which is built in, is not among them. */
    List<String> dialects() {
        List<String> names = new ArrayList<>();
        for (String path : index()) {
            if (path.startsWith(DIALECTS)) {
                names.add(name(path));
            }
        }
        Collections.sort(names);
        return names;
    }

    /** The text of a file that the index lists. */
    String text(String path) {
        String text = resource(path);
        if (text == null) {
            throw new ScenarioException(
                    "the catalogue lists " + path + " and does not have it; rebuild norelay-scenarios");
        }
        return text;
    }

    private synchronized List<String> index() {
        if (index == null) {
            index = readIndex();
        }
        return index;
    }

    private List<String> readIndex() {
        String index = resource("index");
        if (index == null) {
            throw new ScenarioException(
                    "the catalogue is not on the class path; add the artifact dev.norelay:norelay-scenarios");
        }
        List<String> paths = new ArrayList<>();
        for (String line : index.split("\n", -1)) {
            String path = line.strip();
            if (path.endsWith(SUFFIX)) {
                paths.add(path);
            }
        }
        return List.copyOf(paths);
    }

    private @Nullable String resource(String path) {
        try (InputStream in = loader.getResourceAsStream(ROOT + path)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ScenarioException("the catalogue's " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(String path) {
        return path.substring(path.indexOf('/') + 1, path.length() - SUFFIX.length());
    }
}
