package io.bothways.connector.manifest.record;

import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.call.PageReader;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.expression.Template;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Custom fields, as the app describes them. */
final class DiscoveredFields {
    private final App app;
    private final String type;
    private final Manifest.Discovery described;
    private final PageReader pages;
    private volatile Optional<Map<String, FieldForm>> known = Optional.empty();

    DiscoveredFields(App app, String type, Manifest.Discovery described) {
        this.app = app;
        this.type = type;
        this.described = described;
        pages = new PageReader(app, "describe", described.request(), described.fields(), described.paging(),
                item -> Expression.of(described.name()).text(item));
    }

    Optional<FieldForm> field(String name) {
        Map<String, FieldForm> fields = known.orElseGet(this::refresh);
        return Optional.ofNullable(fields.get(name));
    }

    /** Asks the app again. */
    Map<String, FieldForm> refresh() {
        Map<String, FieldForm> fields = new TreeMap<>();
        Optional<String> place = Optional.empty();
        do {
            PageReader.Read page = pages.read(place, Map.of("type", type));
            App.understood(() -> {
                page.items().forEach(item -> form(item).ifPresent(form -> fields.put(form.schema().name(), form)));
                return fields;
            });
            place = page.next();
        } while (place.isPresent());
        known = Optional.of(fields);
        return fields;
    }

    private Optional<FieldForm> form(Object item) {
        String kind = Expression.of(described.type()).text(item);
        String name = Expression.of(described.name()).text(item);
        if (kind.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        boolean writable = described.writable() == null
                || Boolean.TRUE.equals(Expression.of(described.writable()).of(item));
        String label = described.label() == null ? name : Expression.of(described.label()).text(item);
        FieldSchema schema = new FieldSchema(
                name, label, ValueType.valueOf(kind.toUpperCase(Locale.ROOT)), Optional.empty(), writable, writable,
                false, false, options(item), List.of());
        Map<String, String> variables = Map.of("name", name);
        return Optional.of(FieldForm.described(
                schema, Template.of(described.read()).text(variables), described.write(), described.empty(),
                app.manifest().clear()));
    }

    private Map<String, String> options(Object item) {
        if (described.options() == null) {
            return Map.of();
        }
        Map<String, String> options = new HashMap<>();
        if (Expression.of(described.options()).of(item) instanceof Map<?, ?> found) {
            found.forEach((value, label) -> options.put(String.valueOf(value), Json.text(label)));
        }
        return options;
    }
}
