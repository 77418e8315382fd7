package io.bothways.connector.manifest.record;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One type of records: how they are read from the app's JSON and said in it. */
public final class RecordForm {
    private final App app;
    private final String name;
    private final Manifest.Type type;
    private final Expression id;
    private final Optional<Expression> version;
    private final Optional<Expression> deleted;
    private final Map<String, FieldForm> fields = new TreeMap<>();
    private final Optional<DiscoveredFields> discovered;

    RecordForm(App app, String name, Manifest.Type type) {
        this.app = app;
        this.name = name;
        this.type = type;
        id = Expression.of(type.id());
        version = Optional.ofNullable(type.version()).map(Expression::of);
        deleted = Optional.ofNullable(type.deleted()).map(Expression::of);
        type.fields().forEach(field -> fields.put(field.name(), FieldForm.of(field, app.manifest().clear())));
        discovered = Optional.ofNullable(type.discover()).map(described -> new DiscoveredFields(app, name, described));
    }

    /** The record in an item of a page, where it is wrapped. */
    public static Object unwrapped(Object item, @Nullable String record) {
        return App.understood(() -> {
            Object found = record == null ? item : Expression.of(record).of(item);
            if (!(found instanceof Map)) {
                throw new ClassCastException("an item holds no record");
            }
            return found;
        });
    }

    public SourceRecord read(Object raw, Set<String> asked) {
        return App.understood(() -> {
            Map<String, FieldValue> values = new HashMap<>();
            for (String field : asked) {
                field(field).ifPresent(form -> values.put(field, form.read(raw)));
            }
            return new SourceRecord(id(raw), values, version(raw));
        });
    }

    public String id(Object raw) {
        String found = id.text(raw);
        if (found.isEmpty()) {
            throw new ClassCastException("a record has no id");
        }
        return found;
    }

    public long version(Object raw) {
        Object stamp = version.map(expression -> expression.of(raw)).orElse(null);
        return stamp instanceof Number number ? new BigDecimal(number.toString()).longValue() : 0;
    }

    public boolean deleted(Object raw) {
        return deleted.isPresent() && Boolean.TRUE.equals(deleted.get().of(raw));
    }

    /** What is sent for the values. */
    public Map<String, Object> write(Map<String, FieldValue> values) {
        Map<String, Object> record = new LinkedHashMap<>();
        new TreeMap<>(values).forEach((field, value) ->
                field(field).ifPresent(form -> form.write(value, record)));
        return record;
    }

    private Optional<FieldForm> field(String field) {
        FieldForm known = fields.get(field);
        return known != null ? Optional.of(known) : discovered.flatMap(more -> more.field(field));
    }

    ObjectSchema describe() {
        Map<String, FieldForm> all = new TreeMap<>();
        discovered.ifPresent(more -> all.putAll(more.refresh()));
        all.putAll(fields);
        return new ObjectSchema(
                name,
                type.label(),
                Optional.ofNullable(type.kind()).orElse(name),
                all.values().stream().map(FieldForm::schema).toList());
    }

    @Override
    public String toString() {
        return "RecordForm[" + Json.text(name) + "]";
    }
}
