package io.bothways.connector.manifest.record;

import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.expression.Template;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One field: where it stands in a record, and how it is said. */
final class FieldForm {
    private final FieldSchema schema;
    private final Expression read;
    private final Template write;
    private final Optional<Template> empty;
    private final Map<String, String> constants;

    private FieldForm(
            FieldSchema schema, Expression read, Template write, Optional<Template> empty,
            Map<String, String> constants) {
        this.schema = schema;
        this.read = read;
        this.write = write;
        this.empty = empty;
        this.constants = constants;
    }

    static FieldForm of(Manifest.Field field, Manifest.Clear clear) {
        ValueType type = ValueType.valueOf(field.type().name());
        FieldSchema schema = new FieldSchema(
                field.name(),
                Optional.ofNullable(field.label()).orElse(field.name()),
                type,
                Optional.ofNullable(field.meaning()),
                field.writable() != Manifest.Field.Access.NEVER,
                field.writable() == Manifest.Field.Access.ALWAYS,
                field.required(),
                field.unique(),
                field.options(),
                field.to());
        String read = Optional.ofNullable(field.read()).orElse("`" + field.name() + "`");
        return new FieldForm(schema, Expression.of(read), write(field.name(), field.write()),
                empty(field.name(), field.empty(), clear), Map.of());
    }

    /**
     * A field that the app has described itself.
     *
     * @param write template that knows {@code name} and {@code value}
     * @param empty the same for an emptied field
     */
    static FieldForm described(
            FieldSchema schema, String read, Object write, @Nullable Object empty, Manifest.Clear clear) {
        return new FieldForm(schema, Expression.of(read), Template.of(write), empty(schema.name(), empty, clear),
                Map.of("name", schema.name()));
    }

    private static Template write(String name, @Nullable Object described) {
        return Template.of(described == null ? Map.of(name, "{{ value }}") : described);
    }

    private static Optional<Template> empty(String name, @Nullable Object described, Manifest.Clear clear) {
        if (described != null) {
            return Optional.of(Template.of(described));
        }
        return switch (clear) {
            case NULL -> Optional.of(new Template.Fixed(Map.of(name, Json.NULL)));
            case EMPTY_TEXT -> Optional.of(new Template.Fixed(Map.of(name, "")));
            case NONE -> Optional.empty();
        };
    }

    FieldSchema schema() {
        return schema;
    }

    FieldValue read(Object raw) {
        return Values.read(schema.type(), read.of(raw), schema.referenceTo());
    }

    /** Adds what is to be sent for the value; members that several fields share are merged. */
    void write(FieldValue value, Map<String, Object> into) {
        switch (value) {
            case FieldValue.Present(Value present) -> {
                Map<String, Object> variables = new HashMap<>(constants);
                variables.put("value", Values.write(present));
                if (present instanceof Value.Reference reference) {
                    variables.put("to", reference.type());
                }
                merge(write.of(variables), into);
            }
            case FieldValue.Cleared cleared -> empty.ifPresent(template -> merge(template.of(constants), into));
            case FieldValue.Unread unread -> {}
        }
    }

    private static void merge(@Nullable Object members, Map<String, Object> into) {
        if (members instanceof Map<?, ?> map) {
            map.forEach((name, value) -> into.merge(String.valueOf(name), value, FieldForm::both));
        }
    }

    private static Object both(Object one, Object other) {
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            Map<String, Object> all = new LinkedHashMap<>();
            first.forEach((name, value) -> all.put(String.valueOf(name), value));
            merge(second, all);
            return all;
        }
        if (one instanceof List<?> first && other instanceof List<?> second) {
            List<Object> all = new ArrayList<>(first);
            all.addAll(second);
            return all;
        }
        return other;
    }
}
