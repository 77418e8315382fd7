package io.bothways.simulator.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import io.bothways.simulator.kit.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The vendor's OpenAPI description, cut to what the simulator serves, as a judge of answers. */
final class OpenApiDescription {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4,
            builder -> builder.metaSchema(OpenApi30.getInstance())
                    .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));
    /** Formats are not judged: the description gives relative addresses and type names the format of a URI. */
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(false).build();
    private final JsonNode document;
    private final Map<String, JsonSchema> compiled = new HashMap<>();

    OpenApiDescription() {
        try (InputStream in = OpenApiDescription.class.getResourceAsStream("/intercom/api.intercom.io-2.14.json")) {
            document = Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        correct();
    }

    /**
     * Where the description contradicts the vendor: its own example of a company holds numbers and booleans among the
     * custom attributes that its schema wants to be text, and a contact without an e-mail, which is a lead, has null.
     */
    private void correct() {
        ObjectNode schemas = (ObjectNode) document.path("components").path("schemas");
        ((ObjectNode) schemas.at("/company/properties/custom_attributes")).remove("additionalProperties");
        ((ObjectNode) schemas.at("/contact/properties/email")).put("nullable", true);
    }

    /** The operations that it describes, such as {@code GET /contacts/{contact_id}}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().fieldNames()
                .forEachRemaining(method -> operations.add(method.toUpperCase(Locale.ROOT) + " "
                        + path.getKey())));
        return operations;
    }

    /** What is wrong with an answer; a status that the operation does not describe must be an error list. */
    List<String> complaints(String operation, int status, JsonNode answer) {
        String[] parts = operation.split(" ");
        JsonNode response = document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT))
                .path("responses").path(String.valueOf(status));
        JsonNode schema = response.path("content").path("application/json").path("schema");
        if (status < 300 && schema.isMissingNode()) {
            return List.of("Success with " + status + " is not described");
        }
        String key = schema.isObject() ? operation + " " + status : "error";
        JsonNode judged = schema.isObject() ? schema : Json.object().put("$ref", "#/components/schemas/error");
        return compiled.computeIfAbsent(key, name -> compile(judged)).validate(answer).stream()
                .map(ValidationMessage::getMessage).map(Objects::toString).toList();
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode root = Json.object();
        root.putArray("allOf").add(schema);
        root.set("components", document.path("components"));
        return FACTORY.getSchema(root, CONFIG);
    }
}
