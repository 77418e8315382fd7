package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.schema.AlternateKey;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.ColumnType;
import io.bothways.simulator.dataverse.schema.LookupTarget;
import io.bothways.simulator.dataverse.schema.Option;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.dataverse.schema.Table.Ability;
import io.bothways.simulator.kit.http.Json;
import java.util.ArrayList;
import java.util.List;

/** Definitions of tables, columns, keys and lookups as the API writes them. */
final class Definitions {
    private static final int ENGLISH = 1033;

    private Definitions() {
    }

    static ObjectNode entity(Table table) {
        ObjectNode node = Json.object()
                .put("MetadataId", Organization.id("table " + table.logicalName()))
                .put("LogicalName", table.logicalName())
                .put("SchemaName", table.names().schema())
                .put("EntitySetName", table.setName())
                .put("LogicalCollectionName", table.setName())
                .put("PrimaryIdAttribute", table.primaryId())
                .put("PrimaryNameAttribute", table.primaryName())
                .put("ObjectTypeCode", table.typeCode())
                .put("IsCustomEntity", table.isCustom())
                .put("IsManaged", !table.isCustom())
                .put("IsActivity", false)
                .put("IsIntersect", false)
                .put("IsPrivate", false)
                .put("ChangeTrackingEnabled", table.can(Ability.TRACK))
                .put("IsOptimisticConcurrencyEnabled", table.can(Ability.WRITE))
                .put("OwnershipType", table.column("ownerid").isPresent() ? "UserOwned" : "OrganizationOwned");
        node.set("DisplayName", label(table.names().one()));
        node.set("DisplayCollectionName", label(table.names().many()));
        node.set("CanChangeTrackingBeEnabled", managed(table.can(Ability.WRITE), "canchangetrackingbeenabled"));
        return node;
    }

    static ObjectNode attribute(Table table, Column column, boolean withOptions) {
        ColumnType type = column.type();
        ObjectNode node = Json.object()
                .put("@odata.type", "#Microsoft.Dynamics.CRM." + type.metadataType())
                .put("MetadataId", Organization.id("column " + table.logicalName() + "." + column.name()))
                .put("LogicalName", column.name())
                .put("SchemaName", column.name())
                .put("EntityLogicalName", table.logicalName())
                .put("AttributeType", type.attributeType())
                .put("IsPrimaryId", column.name().equals(table.primaryId()))
                .put("IsPrimaryName", column.name().equals(table.primaryName()))
                .put("IsCustomAttribute", column.isCustom())
                .put("IsLogical", false)
                .put("IsValidForCreate", column.createable())
                .put("IsValidForUpdate", column.updatable())
                .put("IsValidForRead", true)
                .put("IsValidODataAttribute", true);
        node.putNull("AttributeOf");
        node.putObject("AttributeTypeName").put("Value", type.typeName());
        node.set("DisplayName", label(column.label()));
        node.putObject("RequiredLevel").put("Value", column.required().word()).put("CanBeChanged", true)
                .put("ManagedPropertyLogicalName", "canmodifyrequirementlevelsettings");
        switch (type) {
            case STRING, MEMO -> node.put("MaxLength", column.maxLength()).putObject("FormatName")
                    .put("Value", format(column));
            case INTEGER -> node.put("MinValue", Integer.MIN_VALUE).put("MaxValue", Integer.MAX_VALUE);
            case DECIMAL -> node.put("Precision", 2);
            case MONEY -> node.put("Precision", 4).put("IsBaseCurrency", column.name().endsWith("_base"));
            case DATE_ONLY -> dates(node, "DateOnly", "DateOnly");
            case DATE_TIME -> dates(node, "DateAndTime", "UserLocal");
            case LOOKUP, CUSTOMER, OWNER -> {
                ArrayNode targets = node.putArray("Targets");
                column.targets().forEach(target -> targets.add(target.table()));
            }
            case PICKLIST, STATE, STATUS, MULTI_SELECT, BOOLEAN -> {
                if (withOptions) {
                    node.set("OptionSet", optionSet(table, column));
                    node.putNull("GlobalOptionSet");
                }
            }
            case UNIQUEIDENTIFIER, BIGINT -> { }
        }
        return node;
    }

    static List<ObjectNode> keys(Table table) {
        List<ObjectNode> nodes = new ArrayList<>();
        for (AlternateKey key : table.keys()) {
            ObjectNode node = Json.object()
                    .put("MetadataId", Organization.id("key " + table.logicalName() + "." + key.name()))
                    .put("LogicalName", key.name()).put("SchemaName", key.name())
                    .put("EntityLogicalName", table.logicalName()).put("EntityKeyIndexStatus", "Active");
            node.set("DisplayName", label(key.label()));
            ArrayNode columns = node.putArray("KeyAttributes");
            key.columns().forEach(columns::add);
            nodes.add(node);
        }
        return nodes;
    }

    /** One relationship for each table that a lookup may point to. */
    static List<ObjectNode> lookups(Table table) {
        List<ObjectNode> nodes = new ArrayList<>();
        for (Column column : table.columns()) {
            for (LookupTarget target : column.targets()) {
                Table referenced = Organization.table(target.table()).orElseThrow();
                String name = table.logicalName() + "_" + column.name() + "_" + target.table();
                ObjectNode node = Json.object().put("MetadataId", Organization.id("relationship " + name))
                        .put("SchemaName", name).put("RelationshipType", "OneToManyRelationship")
                        .put("ReferencingEntity", table.logicalName()).put("ReferencingAttribute", column.name())
                        .put("ReferencingEntityNavigationPropertyName", target.navigation())
                        .put("ReferencedEntity", target.table()).put("ReferencedAttribute", referenced.primaryId());
                node.putObject("CascadeConfiguration").put("Delete", target.whenDeleted().word())
                        .put("Merge", "Cascade");
                nodes.add(node);
            }
        }
        return nodes;
    }

    private static void dates(ObjectNode node, String format, String behavior) {
        node.put("Format", format).putObject("DateTimeBehavior").put("Value", behavior);
    }

    private static String format(Column column) {
        return switch (column.name()) {
            case "emailaddress1", "internalemailaddress" -> "Email";
            case "telephone1" -> "Phone";
            case "websiteurl", "url" -> "Url";
            default -> column.type() == ColumnType.MEMO ? "TextArea" : "Text";
        };
    }

    private static ObjectNode optionSet(Table table, Column column) {
        ObjectNode node = Json.object()
                .put("MetadataId", Organization.id("options " + table.logicalName() + "." + column.name()))
                .put("Name", table.logicalName() + "_" + column.name()).put("IsGlobal", false);
        if (column.type() == ColumnType.BOOLEAN) {
            node.put("OptionSetType", "Boolean");
            node.set("TrueOption", option(1, "Yes"));
            node.set("FalseOption", option(0, "No"));
            return node;
        }
        node.put("OptionSetType", switch (column.type()) {
            case STATE -> "State";
            case STATUS -> "Status";
            default -> "Picklist";
        });
        ArrayNode options = node.putArray("Options");
        for (Option option : column.options()) {
            ObjectNode one = option(option.value(), option.label());
            if (option.state() >= 0) {
                one.put("State", option.state());
            }
            options.add(one);
        }
        return node;
    }

    private static ObjectNode option(int value, String text) {
        ObjectNode node = Json.object().put("Value", value);
        node.set("Label", label(text));
        return node;
    }

    private static ObjectNode label(String text) {
        ObjectNode one = Json.object().put("Label", text).put("LanguageCode", ENGLISH).put("IsManaged", true);
        ObjectNode node = Json.object();
        node.putArray("LocalizedLabels").add(one);
        node.set("UserLocalizedLabel", one.deepCopy());
        return node;
    }

    private static ObjectNode managed(boolean value, String property) {
        return Json.object().put("Value", value).put("CanBeChanged", true).put("ManagedPropertyLogicalName", property);
    }
}
