package io.bothways.simulator.intercom.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.intercom.records.DataAttribute;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.kit.store.LaggingIndex.Entry;
import io.bothways.simulator.kit.store.ObjectType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A field as search compares it: numbers and instants (in seconds) as numbers, all else as text without case. A field
 * may have several values, as a contact has tags, or none.
 */
record SearchField(String name, Type type, Function<Entry, Collection<?>> read) {

    /** What the operators depend on. */
    enum Type { TEXT, NUMBER, DATE, BOOLEAN, TAG }

    static SearchField of(ObjectType type, String name, Function<String, Collection<String>> tagsOf) {
        return switch (name) {
            case "created_at" -> new SearchField(name, Type.DATE, entry -> List.of(entry.createdAt() / 1000));
            case "updated_at" -> new SearchField(name, Type.DATE, entry -> List.of(entry.modifiedAt() / 1000));
            case "id" -> new SearchField(name, Type.TEXT, entry -> List.of(entry.id()));
            default -> type == IntercomSchema.CONTACT ? ofContact(name, tagsOf) : ofTicket(name);
        };
    }

    /** The first value for sorting, as comparable text or number; absent values come first. */
    Comparable<?> sortValue(Entry entry) {
        Collection<?> values = read.apply(entry);
        if (values.isEmpty()) {
            return type == Type.TEXT ? "" : BigDecimal.valueOf(Long.MIN_VALUE);
        }
        Object first = values.iterator().next();
        return type == Type.TEXT || type == Type.BOOLEAN || type == Type.TAG ? first.toString() : decimal(first);
    }

    /** A value of a filter, of the class that {@link #values} gives. */
    Comparable<?> wanted(JsonNode value) {
        if (type == Type.NUMBER || type == Type.DATE) {
            try {
                return new BigDecimal(value.asText());
            } catch (NumberFormatException e) {
                throw IntercomErrors.invalid("The value of '" + name + "' must be a number");
            }
        }
        if (type == Type.BOOLEAN && !value.isBoolean() && !value.asText().matches("true|false")) {
            throw IntercomErrors.invalid("The value of '" + name + "' must be a boolean");
        }
        return value.asText().toLowerCase(Locale.ROOT);
    }

    List<Comparable<?>> values(Entry entry) {
        return read.apply(entry).stream().<Comparable<?>>map(value -> type == Type.NUMBER || type == Type.DATE
                ? decimal(value) : value.toString().toLowerCase(Locale.ROOT)).toList();
    }

    private static SearchField ofContact(String name, Function<String, Collection<String>> tagsOf) {
        if (name.equals("tag_id")) {
            return new SearchField(name, Type.TAG, entry -> tagsOf.apply(entry.id()));
        }
        if (name.equals(IntercomSchema.ROLE)) {
            return new SearchField(name, Type.TEXT, stored(name));
        }
        if (name.equals("email_domain")) {
            return new SearchField(name, Type.TEXT, entry -> {
                Object email = entry.fields().get(IntercomSchema.EMAIL);
                return email == null ? List.of() : List.of(email.toString().replaceFirst("^.*@", ""));
            });
        }
        DataAttribute attribute = IntercomSchema.attribute(IntercomSchema.CONTACT, name)
                .orElseThrow(() -> unknown(name));
        return new SearchField(name, switch (attribute.type()) {
            case STRING -> Type.TEXT;
            case INTEGER, FLOAT -> Type.NUMBER;
            case BOOLEAN -> Type.BOOLEAN;
            case DATE -> Type.DATE;
        }, stored(attribute.field().name()));
    }

    private static SearchField ofTicket(String name) {
        return switch (name) {
            case "title" -> new SearchField(name, Type.TEXT, stored(IntercomSchema.TITLE));
            case "description" -> new SearchField(name, Type.TEXT, stored(IntercomSchema.DESCRIPTION));
            case "state" -> new SearchField(name, Type.TEXT, stored(IntercomSchema.STATE));
            case "open" -> new SearchField(name, Type.BOOLEAN, stored(IntercomSchema.OPEN));
            case "contact_ids" -> new SearchField(name, Type.TEXT, stored(IntercomSchema.TICKET_CONTACT));
            case IntercomSchema.ASSIGNEE -> new SearchField(name, Type.TEXT, stored(name));
            // Search knows categories by other names than the tickets.
            case "category" -> new SearchField(name, Type.TEXT, entry -> List.of("request"));
            default -> throw unknown(name);
        };
    }

    private static Function<Entry, Collection<?>> stored(String field) {
        return entry -> {
            Object value = entry.fields().get(field);
            return value == null ? List.of() : List.of(value);
        };
    }

    private static RuntimeException unknown(String name) {
        return IntercomErrors.invalid("The field '" + name + "' cannot be searched");
    }

    private static BigDecimal decimal(Object value) {
        String text = value.toString();
        return text.length() == 10 && text.charAt(4) == '-'
                ? BigDecimal.valueOf(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond())
                : new BigDecimal(text);
    }
}
