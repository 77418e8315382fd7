package io.bothways.simulator.intercom.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.simulator.kit.store.FieldDefinition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of contacts or companies.
 *
 * @param field the field of the store, named as the attribute in full: {@code custom_attributes.} before a custom name
 * @param type how Intercom types it
 * @param apiWritable whether the API may write it; {@code field.editable()} says it of people as well
 * @param archived whether it was archived, so that nobody can write it any more
 */
public record DataAttribute(FieldDefinition field, Type type, boolean apiWritable, boolean archived) {
    static final String CUSTOM = "custom_attributes.";

    /** The types of the vendor's specification; a list is a string with options. */
    public enum Type {
        STRING, INTEGER, FLOAT, BOOLEAN, DATE;

        /** As the API spells it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean custom() {
        return field.name().startsWith(CUSTOM);
    }

    /** The name without what says that it is custom. */
    public String name() {
        return custom() ? field.name().substring(CUSTOM.length()) : field.name();
    }

    /** A stored value as the API tells it; dates are the seconds of their midnight in UTC. */
    public JsonNode json(@Nullable Object stored) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (stored) {
            case null -> nodes.nullNode();
            case Boolean truth -> nodes.booleanNode(truth);
            case Number number -> number(number);
            case String text when type == Type.DATE && text.contains("-") ->
                nodes.numberNode(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
            case String text when type == Type.INTEGER -> nodes.numberNode(Long.parseLong(text));
            default -> nodes.textNode(stored.toString());
        };
    }

    private static JsonNode number(Number number) {
        double value = number.doubleValue();
        return value == Math.rint(value) ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(value));
    }
}
