package io.bothways.connector.manifest.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.expression.MalformedExpression;
import io.bothways.connector.manifest.expression.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads manifests, and refuses those that cannot work with everything that is wrong with them. */
public final class Manifests {
    /** Formats of our own in the schema, each with what reads such a text and throws where it cannot. */
    private static final Map<String, Consumer<String>> FORMATS = Map.of(
            "jsonata", Expression::of,
            "template", Template::of,
            "iso-duration", Manifests::duration,
            "base-uri", Manifests::baseUri);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Read once, and only where a manifest is checked. */
    private static final class Schema {
        static final JsonSchema INSTANCE = schema();
    }

    private Manifests() {}

    /** A manifest that was checked when Bothways was built: services start sooner. */
    public static Manifest readChecked(String file, String text) {
        return manifest(file, new YamlText(file, text).tree());
    }

    /**
     * @param file its name, for problems
     * @throws ManifestRefused if it cannot be used
     */
    public static Manifest read(String file, String text) {
        YamlText yaml = new YamlText(file, text);
        List<Problem> problems = new ArrayList<>();
        for (ValidationMessage message : Schema.INSTANCE.validate(yaml.tree())) {
            String path = message.getInstanceLocation().toString();
            problems.add(new Problem(file, yaml.line(path), path, words(message)));
        }
        refuse(problems);
        Manifest manifest = manifest(file, yaml.tree());
        new ManifestCheck(manifest).problems()
                .forEach((path, words) -> problems.add(new Problem(file, yaml.line(path), path, words)));
        refuse(problems);
        return manifest;
    }

    /** The schema, for editors. */
    public static String schemaText() {
        try (InputStream schema = resource()) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Manifest manifest(String file, JsonNode tree) {
        try {
            return MAPPER.treeToValue(tree, Manifest.class);
        } catch (JsonProcessingException defect) {
            throw new ManifestRefused(List.of(new Problem(file, 0, "", defect.getOriginalMessage())));
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line).thenComparing(Problem::path));
            throw new ManifestRefused(problems);
        }
    }

    private static String words(ValidationMessage message) {
        if (message.getType().equals("format") && message.getInstanceNode() != null) {
            Optional<String> why = FORMATS.values().stream()
                    .flatMap(format -> why(format, message).stream())
                    .findFirst();
            String name = message.getSchemaNode() == null ? "" : message.getSchemaNode().asText();
            return Optional.ofNullable(FORMATS.get(name)).flatMap(format -> why(format, message)).or(() -> why)
                    .orElse(message.getMessage());
        }
        String words = message.getMessage();
        int colon = words.indexOf(": ");
        return colon < 0 ? words : words.substring(colon + 2);
    }

    private static Optional<String> why(Consumer<String> format, ValidationMessage message) {
        try {
            format.accept(message.getInstanceNode().asText());
            return Optional.empty();
        } catch (MalformedExpression | IllegalArgumentException malformed) {
            return Optional.ofNullable(malformed.getMessage());
        }
    }

    private static JsonSchema schema() {
        List<OwnFormat> formats = FORMATS.entrySet().stream()
                .map(format -> new OwnFormat(format.getKey(), format.getValue()))
                .toList();
        JsonMetaSchema meta = JsonMetaSchema.builder(JsonMetaSchema.getV202012()).formats(formats).build();
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(meta));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .pathType(PathType.JSON_POINTER)
                .build();
        try (InputStream schema = resource()) {
            return factory.getSchema(schema, config);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream resource() {
        // An absolute name: within a jar, and under Quarkus' class loader, a path with ".." finds nothing.
        InputStream schema = Manifests.class.getResourceAsStream(
                "/io/bothways/connector/manifest/bothways-manifest.schema.json");
        if (schema == null) {
            throw new IllegalStateException("the schema is missing");
        }
        return schema;
    }

    private static void duration(String text) {
        try {
            if (Duration.parse(text).isNegative()) {
                throw new IllegalArgumentException("'" + text + "' is negative");
            }
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; allowed are those of ISO 8601, for example PT30S or P1D", malformed);
        }
    }

    private static void baseUri(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme()) || uri.getQuery() != null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no base address; allowed is http(s)://host and a path");
        }
    }

    private record OwnFormat(String name, Consumer<String> reading) implements Format {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            try {
                reading.accept(value);
                return true;
            } catch (MalformedExpression | IllegalArgumentException malformed) {
                return false;
            }
        }
    }
}
