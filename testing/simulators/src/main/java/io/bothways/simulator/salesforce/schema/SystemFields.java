package io.bothways.simulator.salesforce.schema;

import static io.bothways.simulator.salesforce.schema.SalesforceField.of;
import static io.bothways.simulator.salesforce.schema.SalesforceField.reference;

import io.bothways.simulator.salesforce.schema.SalesforceField.WhenDeleted;
import java.util.ArrayList;
import java.util.List;

/** The fields that types have in common, around their own. */
public final class SystemFields {
    public static final String OWNER = "OwnerId";
    static final String MASTER = "MasterRecordId";
    private static final int ID_LENGTH = 18;

    private SystemFields() {}

    /** A record that somebody owns and that can be merged into another. */
    static List<SalesforceField> mergeable(String label, String type, SalesforceField... own) {
        List<SalesforceField> fields = begin(label);
        fields.add(reference(MASTER, "Master Record ID", type, "MasterRecord", WhenDeleted.STAY).readOnly());
        fields.addAll(List.of(own));
        addKeys(fields);
        return end(fields, true);
    }

    /** A record that somebody owns. */
    static List<SalesforceField> owned(String label, SalesforceField... own) {
        List<SalesforceField> fields = begin(label);
        fields.addAll(List.of(own));
        addKeys(fields);
        return end(fields, true);
    }

    /** A record that belongs to others and has no owner of its own. */
    static List<SalesforceField> dependent(String label, SalesforceField... own) {
        List<SalesforceField> fields = begin(label);
        fields.addAll(List.of(own));
        return end(fields, false);
    }

    /** A record of the organization itself, which is never deleted. */
    static List<SalesforceField> permanent(String label, SalesforceField... own) {
        List<SalesforceField> fields = new ArrayList<>();
        fields.add(of("Id", label + " ID", FieldType.ID, ID_LENGTH).system());
        fields.addAll(List.of(own));
        return end(fields, false);
    }

    private static List<SalesforceField> begin(String label) {
        List<SalesforceField> fields = new ArrayList<>();
        fields.add(of("Id", label + " ID", FieldType.ID, ID_LENGTH).system());
        fields.add(of("IsDeleted", "Deleted", FieldType.BOOLEAN, 0).system());
        return fields;
    }

    /**
     * A unique external id lets an integration create by upsert; the other may repeat, so an upsert may be answered by
     * 300 Multiple Choices.
     */
    private static void addKeys(List<SalesforceField> fields) {
        fields.add(of("Bothways_Key__c", "Bothways Key", FieldType.STRING, 64).asExternalId(true));
        fields.add(of("Legacy_Number__c", "Legacy Number", FieldType.STRING, 40).asExternalId(false));
    }

    private static List<SalesforceField> end(List<SalesforceField> fields, boolean owned) {
        if (owned) {
            // A create that names no owner is owned by its user, which no value of the schema can say.
            fields.add(reference(OWNER, "Owner ID", "User", "Owner", WhenDeleted.STAY).standard(""));
        }
        fields.add(of("CreatedDate", "Created Date", FieldType.DATETIME, 0).system());
        fields.add(of("LastModifiedDate", "Last Modified Date", FieldType.DATETIME, 0).system());
        fields.add(reference("LastModifiedById", "Last Modified By ID", "User", "LastModifiedBy", WhenDeleted.STAY)
                .system());
        fields.add(of("SystemModstamp", "System Modstamp", FieldType.DATETIME, 0).system());
        return fields;
    }
}
