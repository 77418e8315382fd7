package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of a describe (developer.salesforce.com: SOAP API, DescribeSObjectResult). */
final class FieldReading {
    private FieldReading() {}

    /** Empty for what is no single value. */
    static Optional<FieldSchema> read(SalesforceType type, JsonNode field) {
        String name = field.path("name").asText();
        boolean creatable = field.path("createable").asBoolean();
        List<String> referenceTo = new ArrayList<>();
        field.path("referenceTo").forEach(target -> referenceTo.add(target.asText()));
        boolean updatable = field.path("updateable").asBoolean() || creatable && type.isPrimaryContact(name);
        return valueType(field.path("type").asText(), referenceTo, creatable || updatable)
                .map(valueType -> new FieldSchema(
                        name,
                        field.path("label").asText(name),
                        valueType,
                        type.meaning(name),
                        creatable,
                        updatable,
                        creatable
                                && !field.path("nillable").asBoolean()
                                && !field.path("defaultedOnCreate").asBoolean(),
                        field.path("unique").asBoolean(),
                        options(field),
                        referenceTo));
    }

    /**
     * Left out are compound addresses and locations, and files. People are options, so that a value map can say who is
     * who in another app; who made or changed a record is nobody's to say and stays a reference.
     */
    private static Optional<ValueType> valueType(String type, List<String> referenceTo, boolean writable) {
        return Optional.ofNullable(switch (type) {
            case "address", "location", "base64", "complexvalue", "anyType", "json" -> null;
            case "int", "long", "double", "currency", "percent" -> ValueType.DECIMAL;
            case "boolean" -> ValueType.BOOLEAN;
            case "date" -> ValueType.DATE;
            case "datetime" -> ValueType.TIMESTAMP;
            case "picklist" -> ValueType.OPTION;
            case "multipicklist" -> ValueType.OPTION_SET;
            case "reference" -> writable && !referenceTo.isEmpty() && SalesforceType.PEOPLE.containsAll(referenceTo)
                    ? ValueType.OPTION
                    : ValueType.REFERENCE;
            case "email" -> ValueType.EMAIL;
            case "phone" -> ValueType.PHONE;
            case "url" -> ValueType.URL;
            default -> ValueType.TEXT;
        });
    }

    private static Map<String, String> options(JsonNode field) {
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode option : field.path("picklistValues")) {
            if (option.path("active").asBoolean(true)) {
                String value = option.path("value").asText();
                options.put(value, option.path("label").asText(value));
            }
        }
        return options;
    }
}
