package dev.norelay.scenario.yaml;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.norelay.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of scenario files, as it is packed with the catalogue. */
final class Schema {
    private static final String PACKED = "/META-INF/norelay/schema/norelay-1.schema.json";
    private static final JsonMapper JSON = new JsonMapper();
    static final JsonNode ROOT = root();
    private static final com.networknt.schema.Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12)
            .getSchema(ROOT);

    private Schema() {}

    private static JsonNode root() {
        try (InputStream in = Scenario.class.getResourceAsStream(PACKED)) {
            if (in == null) {
                throw new IllegalStateException("the schema is not packed: " + PACKED);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What an editor would underline.
     *
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not YAML
     */
    static List<String> mistakes(String yaml) {
        return SCHEMA.validate(tree(yaml)).stream().map(Error::toString).toList();
    }

    /** The file as the schema sees it. */
    static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    /** What the schema says of something, its own or that of the definition that it refers to. */
    static String description(JsonNode node) {
        JsonNode own = node.path("description");
        if (own.isString()) {
            return own.stringValue();
        }
        String ref = node.path("$ref").asString("");
        return ref.isEmpty() ? "" : description(ROOT.at(ref.substring(1)));
    }
}
