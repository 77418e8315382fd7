package io.bothways.connector.salesforce;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object whose records relate records of two others, as Salesforce keeps associations of many with many.
 *
 * @param owner the type that is said to have the association
 * @param field what the association is called there: the vendor's name of the child relationship
 * @param type the junction's own API name
 * @param from its field that names the owner
 * @param to its field that names the other record
 */
record Junction(SalesforceType owner, String field, String type, String from, String to) {
    static final Junction OPPORTUNITY_CONTACTS = new Junction(
            SalesforceType.OPPORTUNITY,
            "OpportunityContactRoles",
            "OpportunityContactRole",
            "OpportunityId",
            "ContactId");

    /** The account that a contact names itself is among them and cannot be taken away here. */
    static final Junction CONTACT_ACCOUNTS = new Junction(
            SalesforceType.CONTACT, "AccountContactRelations", "AccountContactRelation", "ContactId", "AccountId");

    static Optional<Junction> of(SalesforceType owner, String field) {
        return Stream.of(OPPORTUNITY_CONTACTS, CONTACT_ACCOUNTS)
                .filter(junction -> junction.owner == owner && junction.field.equals(field))
                .findFirst();
    }
}
