package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The OpenAPI document, and whether requests and answers keep to it. Stricter than the document itself: a key that it does
 * not tell of is a mistake here.
 */
final class Contract {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BASE = "/api/v1";
    /** Described through others, by {@code allOf}: what it lacks stands there. */
    private static final String PARTIAL = "EntryBase";

    private final ObjectNode document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Set<String> exercised = ConcurrentHashMap.newKeySet();

    Contract() {
        document = document();
        for (Map.Entry<String, JsonNode> each :
                document.at("/components/schemas").properties()) {
            close(each.getValue(), each.getKey().equals(PARTIAL));
        }
        close(document.get("paths"), false);
    }

    static ObjectNode document() {
        try (InputStream in = HttpApi.class.getResourceAsStream("openapi.yaml")) {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            return JSON.valueToTree(loaded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes every object that tells its keys. */
    private static void close(JsonNode node, boolean partial) {
        if (node instanceof ObjectNode object) {
            boolean map = object.has("additionalProperties");
            if (object.path("properties").isObject() && !map && !partial) {
                object.put("unevaluatedProperties", false);
            }
            object.properties().forEach(each -> {
                if (!each.getKey().equals("example") && !each.getKey().equals("examples")) {
                    close(each.getValue(), false);
                }
            });
        } else if (node.isArray()) {
            node.forEach(item -> close(item, false));
        }
    }

    /** The operations that were answered as they should be. */
    Set<String> exercised() {
        return new TreeSet<>(exercised);
    }

    /** All operations of the document. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation.has("operationId")) {
                        operations.add(operation.get("operationId").asString());
                    }
                }));
        return operations;
    }

    /** Holds a request against the document. */
    void checkRequest(String method, String pathAndQuery, String type, String body) {
        JsonNode operation = operation(method, path(pathAndQuery));
        if (pathAndQuery.contains("?")) {
            for (String pair :
                    pathAndQuery.substring(pathAndQuery.indexOf('?') + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                JsonNode parameter = parameter(operation, parts[0]);
                assertThat(parameter.isMissingNode())
                        .as("the parameter %s of %s", parts[0], pathAndQuery)
                        .isFalse();
                String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
                check(
                        "the parameter " + parts[0],
                        pointer(parameter.get("schema")),
                        typed(value, parameter.get("schema")));
            }
        }
        if (!body.isEmpty()) {
            JsonNode content =
                    deref(operation.path("requestBody")).path("content").path(type);
            assertThat(content.isMissingNode())
                    .as("%s %s takes %s", method, pathAndQuery, type)
                    .isFalse();
            if (type.equals("application/json")) {
                check("the request", pointer(content.get("schema")), JSON.readTree(body));
            }
        }
    }

    /** Holds an answer against the document; JSON to its schema, the rest to its type. */
    void checkAnswer(String method, String pathAndQuery, int status, String type, String body) {
        JsonNode operation = operation(method, path(pathAndQuery));
        JsonNode responses = operation.get("responses");
        JsonNode response = deref(
                responses.has(Integer.toString(status))
                        ? responses.get(Integer.toString(status))
                        : responses.path("default"));
        assertThat(response.isMissingNode())
                .as("%s %s may answer %s", method, pathAndQuery, status)
                .isFalse();
        if (status < 300) {
            assertThat(responses.has(Integer.toString(status)))
                    .as("%s %s tells of %s", method, pathAndQuery, status)
                    .isTrue();
            exercised.add(operation.get("operationId").asString());
        }
        if (status == 204) {
            assertThat(body).isEmpty();
            return;
        }
        String bare = type.split(";", 2)[0];
        JsonNode content = response.path("content");
        JsonNode media = content.has(bare) ? content.get(bare) : content.path("*/*");
        assertThat(media.isMissingNode())
                .as("%s %s answers %s with %s", method, pathAndQuery, status, bare)
                .isFalse();
        if (bare.endsWith("json")) {
            check(method + " " + pathAndQuery, pointer(media.get("schema")), JSON.readTree(body));
        }
    }

    /** Holds something against a schema of the document. */
    void check(String what, String schema, JsonNode value) {
        List<String> mistakes = schemas.computeIfAbsent(schema, this::compiled).validate(value).stream()
                .map(Error::toString)
                .toList();
        assertThat(mistakes).as("%s keeps to %s: %s", what, schema, value).isEmpty();
    }

    /** By its text, so that each is compiled once; references lead into the document. */
    private Schema compiled(String schema) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.set("components", document.get("components"));
        JsonNode own = JSON.readTree(schema);
        root.setAll((ObjectNode) own);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }

    static String named(String schema) {
        return "{\"$ref\":\"#/components/schemas/" + schema + "\"}";
    }

    private static String pointer(JsonNode schema) {
        return schema.toString();
    }

    private JsonNode typed(String value, JsonNode schema) {
        String type = deref(schema).path("type").asString("string");
        return switch (type) {
            case "integer" -> value.matches("-?\\d+") ? JSON.readTree(value) : StringNode.valueOf(value);
            case "boolean" -> JSON.readTree(value);
            default -> StringNode.valueOf(value);
        };
    }

    private JsonNode parameter(JsonNode operation, String name) {
        for (JsonNode each : operation.path("parameters")) {
            JsonNode parameter = deref(each);
            if (parameter.path("name").asString().equals(name)
                    && parameter.path("in").asString().equals("query")) {
                return parameter;
            }
        }
        return JSON.missingNode();
    }

    private JsonNode deref(JsonNode node) {
        JsonNode ref = node.path("$ref");
        return ref.isString() ? document.at(ref.asString().substring(1)) : node;
    }

    private static String path(String pathAndQuery) {
        String path = pathAndQuery.split("\\?", 2)[0];
        assertThat(path).startsWith(BASE);
        String own = path.substring(BASE.length());
        return own.isEmpty() ? "/" : own;
    }

    /** Where several paths fit, the one with the fewest parameters. */
    private JsonNode operation(String method, String path) {
        List<String> fitting = new ArrayList<>();
        document.get("paths").propertyNames().forEach(template -> {
            String regex = Pattern.compile("\\{[^}]+}")
                    .splitAsStream(template + " ")
                    .map(Pattern::quote)
                    .reduce((a, b) -> a + "[^/]+" + b)
                    .orElseThrow();
            if ((path + " ").matches(regex)) {
                fitting.add(template);
            }
        });
        fitting.sort((a, b) -> Long.compare(
                a.chars().filter(c -> c == '{').count(),
                b.chars().filter(c -> c == '{').count()));
        assertThat(fitting).as("the contract has the path %s", path).isNotEmpty();
        JsonNode operation = document.get("paths").get(fitting.get(0)).path(method.toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.isMissingNode())
                .as("the contract has %s %s", method, fitting.get(0))
                .isFalse();
        return operation;
    }
}
