package io.bothways.simulator.salesforce.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import java.util.List;

/** The answers of describe: all types in short, one type with its fields. */
public final class DescribeDocument {
    private static final int DIGITS_OF_A_DOUBLE = 18;
    private static final int DECIMALS_OF_A_DOUBLE = 2;
    private static final int BYTES_OF_A_CHARACTER = 3;
    private static final int MAX_BATCH = 200;

    private DescribeDocument() {}

    public static ObjectNode global(String basePath) {
        ObjectNode document = Json.object().put("encoding", "UTF-8").put("maxBatchSize", MAX_BATCH);
        ArrayNode types = document.putArray("sobjects");
        Organization.types().forEach(type -> types.add(summary(type, basePath)));
        return document;
    }

    public static ObjectNode basic(SalesforceType type, String basePath) {
        ObjectNode document = Json.object();
        document.set("objectDescribe", summary(type, basePath));
        document.putArray("recentItems");
        return document;
    }

    public static ObjectNode full(SalesforceType type, String basePath) {
        ObjectNode document = summary(type, basePath);
        ArrayNode fields = document.putArray("fields");
        type.fields().forEach(field -> fields.add(describe(type, field)));
        ArrayNode children = document.putArray("childRelationships");
        for (SalesforceType child : Organization.types()) {
            child.lookupsTo(type.name()).forEach(field -> children.addObject()
                    .put("cascadeDelete", true).put("childSObject", child.name()).put("deprecatedAndHidden", false)
                    .put("field", field.name()).put("relationshipName", child.pluralLabel())
                    .put("restrictedDelete", false));
        }
        document.putArray("recordTypeInfos");
        document.putArray("supportedScopes");
        return document;
    }

    private static ObjectNode summary(SalesforceType type, String basePath) {
        ObjectNode summary = Json.object()
                .put("name", type.name()).put("label", type.name()).put("labelPlural", type.pluralLabel())
                .put("keyPrefix", type.keyPrefix());
        List.of("createable", "deletable", "feedEnabled", "layoutable", "mergeable", "mruEnabled", "queryable",
                        "replicateable", "retrieveable", "searchable", "triggerable", "undeletable", "updateable")
                .forEach(ability -> summary.put(ability, true));
        List.of("activateable", "custom", "customSetting", "deprecatedAndHidden", "hasSubtypes", "isSubtype")
                .forEach(ability -> summary.put(ability, false));
        String path = basePath + "/sobjects/" + type.name();
        summary.putObject("urls").put("sobject", path).put("describe", path + "/describe")
                .put("rowTemplate", path + "/{ID}");
        return summary;
    }

    private static ObjectNode describe(SalesforceType type, SalesforceField field) {
        boolean sized = field.type().isText() || field.type().isId();
        boolean decimal = field.type() == FieldType.DOUBLE;
        boolean partOfName = type == Organization.CONTACT
                && (field.name().equals("FirstName") || field.name().equals("LastName"));
        ObjectNode described = Json.object()
                .put("name", field.name()).put("label", field.label())
                .put("type", field.type().describedAs()).put("soapType", field.type().soapType())
                .put("length", sized ? field.length() : 0)
                .put("byteLength", sized ? field.length() * BYTES_OF_A_CHARACTER : 0)
                .put("precision", decimal ? DIGITS_OF_A_DOUBLE : 0).put("scale", decimal ? DECIMALS_OF_A_DOUBLE : 0)
                .put("digits", 0)
                .put("nillable", field.nillable()).put("defaultedOnCreate", field.defaultedOnCreate())
                .put("createable", field.writable()).put("updateable", field.writable())
                .put("permissionable", field.nillable())
                .put("unique", field.unique()).put("externalId", field.externalId())
                .put("idLookup", field.type() == FieldType.ID || field.type() == FieldType.EMAIL || field.externalId())
                .put("custom", field.isCustom()).put("nameField", field.name().equals("Name"))
                .put("restrictedPicklist", field.type() == FieldType.PICKLIST)
                .put("groupable", !decimal && field.type() != FieldType.DATETIME)
                .put("compoundFieldName", partOfName ? "Name" : null)
                .put("relationshipName", field.lookup().map(SalesforceField.Lookup::relationshipName).orElse(null));
        List.of("aggregatable", "filterable", "sortable").forEach(ability -> described.put(ability, true));
        List.of("autoNumber", "calculated", "cascadeDelete", "caseSensitive", "dependentPicklist",
                        "deprecatedAndHidden", "displayLocationInDecimal", "encrypted", "htmlFormatted",
                        "namePointing", "polymorphicForeignKey", "queryByDistance", "writeRequiresMasterRead")
                .forEach(ability -> described.put(ability, false));
        List.of("calculatedFormula", "controllerName", "defaultValue", "inlineHelpText", "referenceTargetField",
                "relationshipOrder").forEach(described::putNull);
        ArrayNode parents = described.putArray("referenceTo");
        field.lookup().ifPresent(lookup -> parents.add(lookup.parentType()));
        ArrayNode options = described.putArray("picklistValues");
        field.options().forEach(option -> options.addObject().put("active", true).put("defaultValue", false)
                .put("label", option).putNull("validFor").put("value", option));
        return described;
    }
}
