package io.bothways.connector.manifest.example;

import io.bothways.connector.Ability;
import io.bothways.connector.Connector;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRestore;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an example asks of an ability, and the answer as the JSON in which examples are written. */
final class Question {
    private final Connector connector;
    private final Map<String, Object> ask;

    Question(Connector connector, Map<String, Object> ask) {
        this.connector = connector;
        this.ask = ask;
    }

    @Nullable Object answer() {
        return Json.parse(Json.write(asked())).orElse(null);
    }

    private Object asked() {
        return switch (text("ability")) {
            case "identify" -> Told.identity(connector.identify());
            case "token" -> Told.token(connector.authentication().obtain());
            case "list" -> Told.page(need(RecordListing.class).list(type(), names(), from()));
            case "changes" -> changes(need(ChangeSource.class));
            case "read" -> Told.found(need(RecordReader.class).readByIds(type(), names(), texts("ids")));
            case "find" -> Told.found(need(KeyLookup.class).findByKey(type(), names(), text("field"), texts("values")));
            case "count" -> Told.count(need(RecordCount.class).count(type()));
            case "deletions" -> deletions(need(DeletionSource.class));
            case "describe" -> schemas();
            case "create" -> Told.answer(need(RecordWriter.class)
                    .create(type(), List.of(new NewRecord(values(), text("marker")))).getFirst());
            case "update" -> Told.answer(need(RecordWriter.class)
                    .update(type(), List.of(new RecordUpdate(text("id"), values()))).getFirst());
            case "upsert" -> Told.upserted(need(RecordUpsert.class)
                    .upsert(type(), text("key"), List.of(new NewRecord(values(), ""))).getFirst());
            case "delete" -> Told.answer(need(RecordDeletion.class).delete(type(), List.of(text("id"))).getFirst());
            case "restore" -> Told.answer(need(RecordRestore.class).restore(type(), List.of(text("id"))).getFirst());
            case "push" -> Told.verdict(need(WebhookSource.class).receive(push()));
            default -> throw new IllegalArgumentException("'" + text("ability") + "' is no ability; allowed are identify,"
                    + " token, list, changes, read, find, count, deletions, describe, create, update, upsert, delete,"
                    + " restore and push");
        };
    }

    private <T extends Ability> T need(Class<T> ability) {
        return connector.ability(ability).orElseThrow(() -> new IllegalArgumentException(
                "the manifest describes no operation for '" + text("ability") + "'"));
    }

    private String text(String member) {
        return Json.text(ask.get(member));
    }

    private String type() {
        return text("type");
    }

    private List<String> texts(String member) {
        return ask.get(member) instanceof List<?> list ? list.stream().map(Json::text).toList() : List.of();
    }

    /** The fields that are to be read: a list, or all that are described. */
    private Set<String> names() {
        return ask.containsKey("fields")
                ? new TreeSet<>(texts("fields"))
                : new TreeSet<>(fields().keySet());
    }

    private Map<String, FieldSchema> fields() {
        Map<String, FieldSchema> fields = new TreeMap<>();
        need(SchemaReader.class).describe().stream()
                .filter(schema -> schema.type().equals(type()))
                .forEach(schema -> schema.fields().forEach(field -> fields.put(field.name(), field)));
        return fields;
    }

    private Optional<Cursor> from() {
        return Optional.of(text("from")).filter(place -> !place.isEmpty()).map(Cursor::new);
    }

    private Map<String, FieldValue> values() {
        Map<String, FieldSchema> schemas = fields();
        Map<String, FieldValue> values = new LinkedHashMap<>();
        if (ask.get("fields") instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> values.put(String.valueOf(name), value(schemas.get(name), name, value)));
        }
        return values;
    }

    private static FieldValue value(@Nullable FieldSchema schema, Object name, @Nullable Object value) {
        if (schema == null) {
            throw new IllegalArgumentException("there is no field '" + name + "'");
        }
        String text = Json.text(value);
        return text.isEmpty() ? FieldValue.CLEARED : FieldValue.of(typed(schema, value, text));
    }

    private static Value typed(FieldSchema schema, @Nullable Object value, String text) {
        return switch (schema.type()) {
            case TEXT, EMAIL, PHONE, URL -> new Value.Text(text);
            case DECIMAL -> new Value.Decimal(new BigDecimal(text));
            case BOOLEAN -> new Value.Bool(Boolean.parseBoolean(text));
            case DATE -> new Value.Date(LocalDate.parse(text));
            case TIMESTAMP -> new Value.Timestamp(Instant.parse(text));
            case OPTION -> new Value.Option(text);
            case OPTION_SET -> new Value.OptionSet(new TreeSet<>(items(value)));
            case REFERENCE -> reference(text);
            case REFERENCE_SET -> new Value.ReferenceSet(new TreeSet<>(
                    items(value).stream().map(Question::reference).toList()));
        };
    }

    private static List<String> items(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream().map(Json::text).toList() : List.of(Json.text(value));
    }

    private static Value.Reference reference(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("'" + text + "' is no reference; they are written as type/id");
        }
        return new Value.Reference(text.substring(0, slash), text.substring(slash + 1));
    }

    private Object changes(ChangeSource changes) {
        Cursor from = from().orElseGet(() -> changes.startingAt(type(), Instant.parse(text("since"))));
        return Told.page(changes.changes(type(), names(), from));
    }

    private Object deletions(DeletionSource deletions) {
        Cursor from = from().orElseGet(() -> deletions.startingAt(type(), Instant.parse(text("since"))));
        DeletionSource.Deleted told = deletions.deletions(type(), from);
        return Map.of("deleted", told.deleted(), "combined", told.combined(), "more", told.more(),
                "complete", told.complete());
    }

    private List<Object> schemas() {
        List<Object> schemas = new ArrayList<>();
        need(SchemaReader.class).describe().forEach(schema -> {
            Map<String, Object> fields = new TreeMap<>();
            schema.fields().forEach(field -> fields.put(field.name(), Map.of(
                    "type", code(field.type()), "label", field.label(), "writable", field.updatable(),
                    "options", new TreeMap<>(field.options()))));
            schemas.add(Map.of("type", schema.type(), "fields", fields));
        });
        return schemas;
    }

    private static String code(ValueType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private WebhookSource.Push push() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (ask.get("headers") instanceof Map<?, ?> told) {
            told.forEach((name, value) -> headers.put(String.valueOf(name).toLowerCase(Locale.ROOT), Json.text(value)));
        }
        String body = ask.containsKey("text") ? text("text") : Json.write(ask.get("json"));
        Instant at = Instant.ofEpochMilli(Long.parseLong(text("received_at").isEmpty() ? "0" : text("received_at")));
        return new WebhookSource.Push("POST", URI.create(text("address")), headers,
                body.getBytes(StandardCharsets.UTF_8), text("secret"), text("identity"), at);
    }
}
