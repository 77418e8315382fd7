package io.bothways.simulator.dataverse.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.records.RowValue;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.http.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a webhook: a RemoteExecutionContext, with the columns that changed and dates as numbers in text. */
final class ExecutionContext {
    private static final String CONTRACTS = "http://schemas.microsoft.com/xrm/2011/Contracts";

    private ExecutionContext() {
    }

    static ObjectNode write(RowEvent event) {
        Table table = Organization.storedAs(event.row().type());
        String user = switch (event.editor()) {
            case API -> Organization.INTEGRATION_USER;
            case PERSON -> Organization.PERSON_USER;
            case AUTOMATION -> Organization.SYSTEM_USER;
        };
        ObjectNode context = Json.object()
                .put("BusinessUnitId", Organization.BUSINESS_UNIT)
                .put("CorrelationId", event.operationId())
                .put("Depth", 1)
                .put("InitiatingUserId", user);
        ObjectNode target = context.putArray("InputParameters").addObject().put("key", "Target").putObject("value");
        if (event.message().equals("Delete")) {
            reference(target, table.logicalName(), event.row().id());
        } else {
            entity(target, table, event);
        }
        context.put("IsExecutingOffline", false).put("IsInTransaction", false).put("IsOfflinePlayback", false)
                .put("IsolationMode", 1).put("MessageName", event.message()).put("Mode", 1)
                .put("OperationCreatedOn", "/Date(" + event.at() + "+0000)/")
                .put("OperationId", event.operationId())
                .put("OrganizationId", Organization.ORGANIZATION)
                .put("OrganizationName", Organization.ORGANIZATION_NAME);
        context.putArray("OutputParameters");
        context.putNull("ParentContext");
        context.putArray("PostEntityImages");
        context.putArray("PreEntityImages");
        context.put("PrimaryEntityId", event.row().id()).put("PrimaryEntityName", table.logicalName())
                .put("SecondaryEntityName", "none").put("Stage", 40).put("UserId", user);
        context.putNull("RequestId");
        context.putArray("SharedVariables");
        return context;
    }

    /** What the vendor leaves out where a body would be longer than 256 KB. */
    static void shorten(ObjectNode context) {
        context.putArray("InputParameters");
        context.putArray("PreEntityImages");
        context.putArray("PostEntityImages");
        context.putNull("ParentContext");
    }

    private static void entity(ObjectNode target, Table table, RowEvent event) {
        target.put("__type", "Entity:" + CONTRACTS);
        ArrayNode attributes = target.putArray("Attributes");
        for (Column column : table.columns()) {
            boolean always = column.name().equals(table.primaryId()) || column.name().equals("modifiedon")
                    || column.name().equals("modifiedby");
            if (always || event.changed().contains(column.name())) {
                ObjectNode attribute = attributes.addObject().put("key", column.name());
                put(attribute, column, RowValue.of(event.row(), column));
            }
        }
        target.putNull("EntityState");
        target.putArray("FormattedValues");
        target.put("Id", event.row().id());
        target.putArray("KeyAttributes");
        target.put("LogicalName", table.logicalName());
        target.putArray("RelatedEntities");
        target.putNull("RowVersion");
    }

    private static void put(ObjectNode attribute, Column column, @Nullable Object value) {
        switch (value) {
            case null -> attribute.putNull("value");
            case Instant moment -> attribute.put("value", "/Date(" + moment.toEpochMilli() + ")/");
            case Boolean truth -> attribute.put("value", truth);
            case Integer number when column.type().isChoice() -> attribute.putObject("value")
                    .put("__type", "OptionSetValue:" + CONTRACTS).put("Value", number);
            case Number number -> attribute.put("value", number.doubleValue());
            default -> {
                if (column.type().isLookup()) {
                    reference(attribute.putObject("value"), column.targets().getFirst().table(), value.toString());
                } else {
                    attribute.put("value", value.toString());
                }
            }
        }
    }

    private static void reference(ObjectNode node, String logicalName, String id) {
        node.put("__type", "EntityReference:" + CONTRACTS).put("Id", id).put("LogicalName", logicalName);
        node.putArray("KeyAttributes");
        node.putNull("Name");
        node.putNull("RowVersion");
    }
}
