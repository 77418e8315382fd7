package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.pipedrive.PipedriveField.Shape;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes our fields of Pipedrive's: one of each plain field, several of a list of numbers or of an amount. */
final class FieldReading {
    private static final Set<String> READ_ONLY = Set.of("id", "add_time", "update_time", "visible_to", "is_archived");
    private static final List<String> EMAIL_LABELS = List.of("work", "home", "other");
    private static final List<String> PHONE_LABELS = List.of("work", "home", "mobile", "other");

    private final PipedriveType type;
    private final Map<String, String> users;
    private final Function<String, Map<String, String>> names;

    /**
     * @param users names by id; empty where nobody will look at them
     * @param names the names of {@code stages} or {@code pipelines} by id
     */
    FieldReading(PipedriveType type, Map<String, String> users, Function<String, Map<String, String>> names) {
        this.type = type;
        this.users = users;
        this.names = names;
    }

    List<PipedriveField> read(JsonNode field) {
        String code = field.path("field_code").asText();
        String label = field.path("field_name").asText(code);
        boolean custom = field.path("is_custom_field").asBoolean();
        Source source = new Source(code, label, custom);
        return switch (field.path("field_type").asText()) {
            case "monetary" -> source.members(
                    List.of("value", "currency"), List.of(ValueType.DECIMAL, ValueType.TEXT));
            case "daterange" -> source.members(List.of("value", "until"), List.of(ValueType.DATE, ValueType.DATE));
            case "timerange" -> source.members(List.of("value", "until"), List.of(ValueType.TEXT, ValueType.TEXT));
            // Objects of which the app works out the rest: the parts of an address, the zone of a time.
            case "address", "time" -> List.of(source.object());
            case "enum" -> List.of(source.plain(ValueType.OPTION, options(field, "id"), List.of()));
            case "status" -> List.of(source.plain(ValueType.OPTION, options(field, "label"), List.of()));
            case "set" -> List.of(source.plain(ValueType.OPTION_SET, options(field, "id"), List.of()));
            case "user" -> List.of(source.plain(ValueType.OPTION, users, List.of()));
            case "stage" -> List.of(source.plain(ValueType.OPTION, named("stages"), List.of()));
            case "pipeline" -> List.of(source.plain(ValueType.OPTION, named("pipelines"), List.of()));
            case "org" -> List.of(source.plain(
                    ValueType.REFERENCE, Map.of(), List.of(PipedriveType.ORGANIZATIONS.path())));
            case "people" -> List.of(source.plain(
                    ValueType.REFERENCE, Map.of(), List.of(PipedriveType.PERSONS.path())));
            case "date" -> List.of(source.plain(
                    !custom && code.endsWith("_time") ? ValueType.TIMESTAMP : ValueType.DATE, Map.of(), List.of()));
            case "double", "int" -> List.of(source.plain(ValueType.DECIMAL, Map.of(), List.of()));
            case "boolean" -> List.of(source.plain(ValueType.BOOLEAN, Map.of(), List.of()));
            default -> text(source, field.path("field_type").asText());
        };
    }

    private List<PipedriveField> text(Source source, String vendorType) {
        if (!source.custom() && source.code().equals("emails")) {
            return source.channels(ValueType.EMAIL, EMAIL_LABELS);
        }
        if (!source.custom() && source.code().equals("phones")) {
            return source.channels(ValueType.PHONE, PHONE_LABELS);
        }
        return List.of(source.plain(
                vendorType.equals("phone") ? ValueType.PHONE : ValueType.TEXT, Map.of(), List.of()));
    }

    /** Leads have no description of their own; of the fields of deals that they inherit none is kept in step. */
    List<PipedriveField> leadFields() {
        List<PipedriveField> fields = new ArrayList<>();
        fields.add(new Source("title", "Title", false).plain(ValueType.TEXT, Map.of(), List.of()));
        fields.addAll(new Source("value", "Value", false)
                .members(List.of("amount", "currency"), List.of(ValueType.DECIMAL, ValueType.TEXT)));
        fields.add(new Source("expected_close_date", "Expected close date", false)
                .plain(ValueType.DATE, Map.of(), List.of()));
        fields.add(new Source("person_id", "Person", false)
                .plain(ValueType.REFERENCE, Map.of(), List.of(PipedriveType.PERSONS.path())));
        fields.add(new Source("organization_id", "Organization", false)
                .plain(ValueType.REFERENCE, Map.of(), List.of(PipedriveType.ORGANIZATIONS.path())));
        fields.add(new Source("owner_id", "Owner", false).plain(ValueType.OPTION, users, List.of()));
        fields.add(new Source("is_archived", "Archived", false).plain(ValueType.BOOLEAN, Map.of(), List.of()));
        fields.add(new Source("add_time", "Lead created", false).plain(ValueType.TIMESTAMP, Map.of(), List.of()));
        fields.add(new Source("update_time", "Update time", false).plain(ValueType.TIMESTAMP, Map.of(), List.of()));
        return fields;
    }

    private Map<String, String> named(String resource) {
        return users.isEmpty() ? Map.of() : names.apply(resource);
    }

    private static Map<String, String> options(JsonNode field, String key) {
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode option : field.path("options")) {
            options.put(option.path(key).asText(), option.path("label").asText());
        }
        return options;
    }

    /** One of Pipedrive's fields. */
    private final class Source {
        private final String code;
        private final String label;
        private final boolean custom;

        Source(String code, String label, boolean custom) {
            this.code = code;
            this.label = label;
            this.custom = custom;
        }

        String code() {
            return code;
        }

        boolean custom() {
            return custom;
        }

        PipedriveField plain(ValueType valueType, Map<String, String> options, List<String> referenceTo) {
            boolean writable = custom || !READ_ONLY.contains(code);
            return new PipedriveField(
                    schema(code, label, valueType, writable, options, referenceTo), code, custom, Shape.PLAIN, "");
        }

        /** The primary one under the code itself, the first of each label among the others behind it. */
        List<PipedriveField> channels(ValueType valueType, List<String> labels) {
            List<PipedriveField> fields = new ArrayList<>();
            fields.add(new PipedriveField(
                    schema(code, label, valueType, true, Map.of(), List.of()), code, custom, Shape.CHANNEL, ""));
            for (String each : labels) {
                fields.add(new PipedriveField(
                        schema(
                                code + "." + each, label + " (other, " + each + ")", valueType, true, Map.of(),
                                List.of()),
                        code, custom, Shape.CHANNEL, each));
            }
            return fields;
        }

        /** The first one under the code itself. */
        List<PipedriveField> members(List<String> members, List<ValueType> types) {
            List<PipedriveField> fields = new ArrayList<>();
            for (int at = 0; at < members.size(); at++) {
                String member = members.get(at);
                FieldSchema schema = schema(
                        at == 0 ? code : code + "." + member,
                        at == 0 ? label : label + " (" + member + ")",
                        types.get(at), true, Map.of(), List.of());
                fields.add(new PipedriveField(schema, code, custom, Shape.MEMBER, member));
            }
            return fields;
        }

        PipedriveField object() {
            return new PipedriveField(
                    schema(code, label, ValueType.TEXT, true, Map.of(), List.of()),
                    code, custom, Shape.OBJECT, "value");
        }

        private FieldSchema schema(
                String name,
                String shown,
                ValueType valueType,
                boolean writable,
                Map<String, String> options,
                List<String> referenceTo) {
            boolean required = switch (type) {
                case ORGANIZATIONS -> name.equals("name");
                case DEALS, LEADS -> name.equals("title");
                // Either the name or one of its halves.
                case PERSONS -> false;
            };
            return new FieldSchema(
                    name, shown, valueType, type.meaning(name), writable, writable, required, false, options,
                    referenceTo);
        }
    }
}
