package io.bothways.simulator.salesforce.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.salesforce.schema.SalesforceField.Access;
import io.bothways.simulator.salesforce.schema.SalesforceField.WhenDeleted;
import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import java.util.List;

/** The answers of describe: all types in short, one type with its fields. */
public final class DescribeDocument {
    private static final int DIGITS_OF_A_DOUBLE = 18;
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
                    .put("cascadeDelete", deletes(field, WhenDeleted.CASCADE))
                    .put("childSObject", child.name()).put("deprecatedAndHidden", false)
                    .put("field", field.name()).put("relationshipName", child.pluralLabel())
                    .put("restrictedDelete", deletes(field, WhenDeleted.RESTRICT)));
        }
        document.putArray("recordTypeInfos");
        document.putArray("supportedScopes");
        return document;
    }

    private static ObjectNode summary(SalesforceType type, String basePath) {
        ObjectNode summary = Json.object()
                .put("name", type.name()).put("label", type.label()).put("labelPlural", type.pluralLabel())
                .put("keyPrefix", type.keyPrefix());
        boolean written = type.can(Ability.WRITE);
        List.of("createable", "deletable", "feedEnabled", "layoutable", "mruEnabled", "searchable", "triggerable",
                "undeletable", "updateable").forEach(ability -> summary.put(ability, written));
        summary.put("mergeable", type.can(Ability.MERGE)).put("replicateable", type.can(Ability.REPLICATE))
                .put("queryable", true).put("retrieveable", true).put("custom", type.isCustom());
        List.of("activateable", "customSetting", "deprecatedAndHidden", "hasSubtypes", "isSubtype")
                .forEach(ability -> summary.put(ability, false));
        String path = basePath + "/sobjects/" + type.name();
        summary.putObject("urls").put("sobject", path).put("describe", path + "/describe")
                .put("rowTemplate", path + "/{ID}");
        return summary;
    }

    private static ObjectNode describe(SalesforceType type, SalesforceField field) {
        boolean sized = field.type().isText() || field.type().isId();
        boolean decimal = field.type().isNumber() && field.type() != FieldType.INT;
        boolean written = type.can(Ability.WRITE);
        boolean partOfName = type.field("LastName").isPresent()
                && (field.name().equals("FirstName") || field.name().equals("LastName"));
        boolean detail = field.lookup().isPresent() && type.isCustom() && field.requiredOnCreate();
        ObjectNode described = Json.object()
                .put("name", field.name()).put("label", field.label())
                .put("type", field.type().describedAs()).put("soapType", field.type().soapType())
                .put("length", sized ? field.length() : 0)
                .put("byteLength", sized ? field.length() * BYTES_OF_A_CHARACTER : 0)
                .put("precision", decimal ? field.length() == 0 ? DIGITS_OF_A_DOUBLE : field.length() : 0)
                .put("scale", decimal ? field.scale() : 0)
                .put("digits", field.type() == FieldType.INT ? field.length() : 0)
                .put("nillable", field.nillable())
                .put("defaultedOnCreate", field.defaultedOnCreate() || field.type() == FieldType.BOOLEAN)
                .put("createable", written && field.writable()).put("updateable", written && field.updateable())
                .put("permissionable", field.nillable())
                .put("autoNumber", field.access() == Access.AUTO_NUMBER)
                .put("calculated", false)
                .put("unique", field.unique()).put("externalId", field.externalId())
                .put("idLookup", field.type() == FieldType.ID || field.type() == FieldType.EMAIL || field.externalId())
                .put("custom", field.isCustom())
                .put("nameField", field.name().equals("Name") || field.name().equals("CaseNumber"))
                .put("restrictedPicklist", field.restricted())
                .put("filterable", field.filterable()).put("sortable", field.sortable())
                .put("groupable", field.sortable() && !decimal && field.type() != FieldType.DATETIME)
                .put("cascadeDelete", detail).put("writeRequiresMasterRead", detail)
                .put("compoundFieldName", partOfName ? "Name" : null)
                .put("relationshipName", field.lookup().map(SalesforceField.Lookup::relationshipName).orElse(null));
        if (detail) {
            described.put("relationshipOrder", 0);
        } else {
            described.putNull("relationshipOrder");
        }
        described.set("defaultValue", field.type() == FieldType.BOOLEAN && field.writable()
                ? Json.MAPPER.valueToTree(field.standard().orElse(false)) : NullNode.getInstance());
        described.put("aggregatable", true);
        List.of("caseSensitive", "dependentPicklist", "deprecatedAndHidden", "displayLocationInDecimal", "encrypted",
                        "htmlFormatted", "namePointing", "polymorphicForeignKey", "queryByDistance")
                .forEach(ability -> described.put(ability, false));
        List.of("calculatedFormula", "controllerName", "inlineHelpText", "referenceTargetField")
                .forEach(described::putNull);
        ArrayNode parents = described.putArray("referenceTo");
        field.lookup().ifPresent(lookup -> parents.add(lookup.parentType()));
        ArrayNode options = described.putArray("picklistValues");
        field.options().forEach(option -> options.addObject().put("active", true)
                .put("defaultValue", field.standard().filter(option::equals).isPresent())
                .put("label", option).putNull("validFor").put("value", option));
        return described;
    }

    private static boolean deletes(SalesforceField field, WhenDeleted how) {
        return field.lookup().orElseThrow().whenDeleted() == how;
    }
}
