package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.dataverse.DataverseTable.Column;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one table's metadata: columns, options, keys, and the names under which references are bound. */
final class TableMetadata {
    private static final String CAST = "Microsoft.Dynamics.CRM.";
    private static final List<String> OPTION_KINDS = List.of(
            CAST + "PicklistAttributeMetadata",
            CAST + "MultiSelectPicklistAttributeMetadata",
            CAST + "StateAttributeMetadata",
            CAST + "StatusAttributeMetadata");

    private final DataverseApi api;
    private final JsonNode definition;
    private final String name;

    TableMetadata(DataverseApi api, JsonNode definition) {
        this.api = api;
        this.definition = definition;
        this.name = definition.path("LogicalName").asText();
    }

    DataverseTable read() {
        JsonNode attributes =
                api.table(name, "LogicalName,EntitySetName,PrimaryIdAttribute", "Attributes").path("Attributes");
        Set<String> keys = keys();
        Map<String, Map<String, String>> options = options(attributes);
        Map<String, Map<String, String>> navigations = navigations();
        String id = definition.path("PrimaryIdAttribute").asText();
        Map<String, Column> columns = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (JsonNode attribute : attributes) {
            String column = attribute.path("LogicalName").asText();
            names.add(column);
            Optional<ValueType> type = type(attribute);
            // What belongs to another column (a lookup's name, a money column's base) says nothing of its own.
            if (type.isEmpty() || column.equals(id) || attribute.path("AttributeOf").isTextual()
                    || !attribute.path("IsValidForRead").asBoolean(true)) {
                continue;
            }
            Map<String, String> targets = navigations.getOrDefault(column, Map.of());
            if (type.get() == ValueType.REFERENCE && targets.isEmpty()) {
                continue;
            }
            columns.put(column, new Column(field(attribute, column, type.get(), keys, options, targets), targets));
        }
        ObjectSchema schema = new ObjectSchema(
                name,
                label(definition.path("DisplayName"), name),
                DataverseKind.of(name).map(DataverseKind::kind).orElse(name),
                columns.values().stream().map(Column::field).toList());
        return new DataverseTable(
                name,
                definition.path("EntitySetName").asText(),
                id,
                schema,
                columns,
                keys,
                names.contains(DataverseTable.MERGED) && names.contains("masterid"));
    }

    private FieldSchema field(
            JsonNode attribute,
            String column,
            ValueType type,
            Set<String> keys,
            Map<String, Map<String, String>> options,
            Map<String, String> targets) {
        String required = attribute.path("RequiredLevel").path("Value").asText("");
        boolean creatable = attribute.path("IsValidForCreate").asBoolean();
        // Dataverse itself asks only for what is required by the system; the rest binds its forms.
        boolean demanded = required.equals("SystemRequired") && creatable && type != ValueType.REFERENCE
                && type != ValueType.OPTION && type != ValueType.BOOLEAN && type != ValueType.TIMESTAMP;
        return new FieldSchema(
                column,
                label(attribute.path("DisplayName"), column),
                type,
                DataverseKind.of(name).flatMap(kind -> kind.meaning(column)),
                creatable,
                attribute.path("IsValidForUpdate").asBoolean(),
                demanded,
                keys.contains(column),
                options.getOrDefault(column, Map.of()),
                List.copyOf(targets.keySet()));
    }

    /** Empty for what is no single value of the record: images, files, names of other columns. */
    private static Optional<ValueType> type(JsonNode attribute) {
        String cast = attribute.path("@odata.type").asText("");
        if (cast.endsWith("MultiSelectPicklistAttributeMetadata")) {
            return Optional.of(ValueType.OPTION_SET);
        }
        return Optional.ofNullable(switch (attribute.path("AttributeType").asText()) {
            case "String" -> text(attribute);
            case "Memo" -> ValueType.TEXT;
            case "Integer", "BigInt", "Decimal", "Double", "Money" -> ValueType.DECIMAL;
            case "Boolean" -> ValueType.BOOLEAN;
            case "DateTime" -> attribute.path("DateTimeBehavior").path("Value").asText("").equals("DateOnly")
                    ? ValueType.DATE
                    : ValueType.TIMESTAMP;
            case "Picklist", "State", "Status" -> ValueType.OPTION;
            case "Lookup", "Customer", "Owner" -> ValueType.REFERENCE;
            default -> null;
        });
    }

    private static ValueType text(JsonNode attribute) {
        String format = attribute.path("FormatName").path("Value").asText(attribute.path("Format").asText(""));
        return switch (format) {
            case "Email" -> ValueType.EMAIL;
            case "Phone" -> ValueType.PHONE;
            case "Url" -> ValueType.URL;
            default -> ValueType.TEXT;
        };
    }

    /** Options by column and then by their number. */
    private Map<String, Map<String, String>> options(JsonNode attributes) {
        Map<String, Map<String, String>> options = new HashMap<>();
        for (String kind : OPTION_KINDS) {
            if (!any(attributes, kind)) {
                continue;
            }
            JsonNode all =
                    DataverseValues.rows(api.options(name, kind, "LogicalName", "OptionSet,GlobalOptionSet"));
            for (JsonNode attribute : all) {
                Map<String, String> choices = new LinkedHashMap<>();
                for (String from : List.of("OptionSet", "GlobalOptionSet")) {
                    for (JsonNode option : attribute.path(from).path("Options")) {
                        String value = option.path("Value").asText();
                        choices.put(value, label(option.path("Label"), value));
                    }
                }
                options.put(attribute.path("LogicalName").asText(), choices);
            }
        }
        return options;
    }

    /** A call for the options of a kind is worth it only where the table has such columns. */
    private static boolean any(JsonNode attributes, String kind) {
        String word = kind.substring(CAST.length()).replace("AttributeMetadata", "");
        for (JsonNode attribute : attributes) {
            String cast = attribute.path("@odata.type").asText("");
            if (cast.isEmpty() ? attribute.path("AttributeType").asText().equals(word) : cast.endsWith(kind)) {
                return true;
            }
        }
        return false;
    }

    private Set<String> keys() {
        Set<String> keys = new HashSet<>();
        JsonNode all = DataverseValues.rows(api.tablePart(name, "Keys", "KeyAttributes,EntityKeyIndexStatus"));
        for (JsonNode key : all) {
            // The index is built in the background; before it is there the key holds nothing together.
            if (key.path("KeyAttributes").size() == 1 && key.path("EntityKeyIndexStatus").asText().equals("Active")) {
                keys.add(key.path("KeyAttributes").path(0).asText());
            }
        }
        return keys;
    }

    /** Column to type of record to the name under which such a one is bound. */
    private Map<String, Map<String, String>> navigations() {
        Map<String, Map<String, String>> navigations = new HashMap<>();
        JsonNode all = DataverseValues.rows(api.tablePart(
                name,
                "ManyToOneRelationships",
                "ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName"));
        for (JsonNode relationship : all) {
            String navigation = relationship.path("ReferencingEntityNavigationPropertyName").asText("");
            if (!navigation.isEmpty()) {
                navigations
                        .computeIfAbsent(
                                relationship.path("ReferencingAttribute").asText(), column -> new LinkedHashMap<>())
                        .put(relationship.path("ReferencedEntity").asText(), navigation);
            }
        }
        return navigations;
    }

    private static String label(JsonNode label, String otherwise) {
        return label.path("UserLocalizedLabel").path("Label").asText(otherwise);
    }
}
