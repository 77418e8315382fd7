package io.bothways.simulator.salesforce.records;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.schema.FieldType;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.Timestamps;
import io.bothways.simulator.salesforce.soql.SoqlPlan;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored record as the API shows it: its own fields and those that the organization keeps for it. */
public record RecordRow(SalesforceType type, StoredRecord stored) implements SoqlPlan.Row {
    @Override
    public @Nullable Object value(SalesforceField field) {
        return switch (field.name()) {
            case "Id" -> stored.id();
            case "IsDeleted" -> stored.deleted();
            case "MasterRecordId" -> stored.combinedInto();
            case "CreatedDate" -> stored.createdAt();
            case "LastModifiedDate", "SystemModstamp" -> stored.modifiedAt();
            case "LastModifiedById" -> switch (stored.modifiedBy()) {
                case API -> Organization.INTEGRATION_USER;
                case PERSON -> Organization.PERSON_USER;
                case AUTOMATION -> Organization.AUTOMATED_PROCESS;
            };
            default -> DerivedValues.read(type, field, stored);
        };
    }

    /** Writes the record with the fields asked for; {@code basePath} is that of the API version called. */
    public void write(JsonGenerator json, String basePath, List<SalesforceField> fields) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("attributes");
        json.writeStringField("type", type.name());
        json.writeStringField("url", basePath + "/sobjects/" + type.name() + "/" + stored.id());
        json.writeEndObject();
        for (SalesforceField field : fields) {
            json.writeFieldName(field.name());
            write(json, field, value(field));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SalesforceField field, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Long instant when field.type() == FieldType.DATETIME -> json.writeString(Timestamps.inRest(instant));
            case Number number when field.type() == FieldType.INT -> json.writeNumber(number.longValue());
            case Number number -> json.writeNumber(number.doubleValue());
            case Boolean truth -> json.writeBoolean(truth);
            default -> json.writeString(value.toString());
        }
    }
}
