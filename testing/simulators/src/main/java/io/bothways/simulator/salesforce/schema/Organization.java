package io.bothways.simulator.salesforce.schema;

import static io.bothways.simulator.salesforce.schema.FieldType.DATE;
import static io.bothways.simulator.salesforce.schema.FieldType.DOUBLE;
import static io.bothways.simulator.salesforce.schema.FieldType.EMAIL;
import static io.bothways.simulator.salesforce.schema.FieldType.PHONE;
import static io.bothways.simulator.salesforce.schema.FieldType.STRING;
import static io.bothways.simulator.salesforce.schema.FieldType.URL;
import static io.bothways.simulator.salesforce.schema.SalesforceField.of;
import static io.bothways.simulator.salesforce.schema.SalesforceField.picklist;
import static io.bothways.simulator.salesforce.schema.SalesforceField.reference;

import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.salesforce.schema.SalesforceField.WhenDeleted;
import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import io.bothways.simulator.salesforce.schema.SalesforceType.Names;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The schema of the simulated organization. A further custom field is one more line here. */
public final class Organization {
    /** The id of the organization, as tokens and Outbound Messages tell it. */
    public static final String ID_OF_ORGANIZATION = RecordId.of("00D", 1);
    /** The user as whom an integration acts. */
    public static final String INTEGRATION_USER = RecordId.of("005", 1);
    /** The user as whom the people of the company act. */
    public static final String PERSON_USER = RecordId.of("005", 2);
    /** The user as whom the organization acts by itself. */
    public static final String AUTOMATED_PROCESS = RecordId.of("005", 3);

    public static final SalesforceType ACCOUNT = new SalesforceType(
            new Names("Account", "Account", "Accounts", "001"), EnumSet.allOf(Ability.class),
            SystemFields.mergeable("Account", "Account", withCustomFields(
            of("Name", "Account Name", STRING, 255).filledWith(Trait.NAME).required(),
            of("Website", "Website", URL, 255).filledWith(Trait.WEBSITE),
            of("Phone", "Account Phone", PHONE, 40).filledWith(Trait.PHONE),
            of("BillingCity", "Billing City", STRING, 40).filledWith(Trait.CITY),
            of("BillingCountry", "Billing Country", STRING, 80).filledWith(Trait.COUNTRY),
            picklist("Industry", "Industry",
                    "Technology", "Manufacturing", "Retail", "Healthcare", "Finance", "Education")
                    .filledWith(Trait.INDUSTRY))));

    public static final SalesforceType CONTACT = new SalesforceType(
            new Names("Contact", "Contact", "Contacts", "003"), EnumSet.allOf(Ability.class),
            SystemFields.mergeable("Contact", "Contact", withCustomFields(
            of("FirstName", "First Name", STRING, 40).filledWith(Trait.FIRST_NAME),
            of("LastName", "Last Name", STRING, 80).filledWith(Trait.LAST_NAME).required(),
            of("Name", "Full Name", STRING, 121).readOnly(),
            of("Email", "Email", EMAIL, 80).filledWith(Trait.EMAIL),
            of("Phone", "Business Phone", PHONE, 40).filledWith(Trait.PHONE),
            of("Title", "Title", STRING, 128).filledWith(Trait.TITLE),
            of("MailingCity", "Mailing City", STRING, 40).filledWith(Trait.CITY),
            of("MailingCountry", "Mailing Country", STRING, 80).filledWith(Trait.COUNTRY),
            of("Website__c", "Website", URL, 255).filledWith(Trait.WEBSITE),
            reference("AccountId", "Account ID", "Account", "Account", WhenDeleted.CASCADE))));

    private static final List<SalesforceType> TYPES = List.of(ACCOUNT, CONTACT, SalesTypes.OPPORTUNITY, SalesTypes.LEAD,
            SalesTypes.CASE, SalesTypes.OPPORTUNITY_CONTACT_ROLE, SalesTypes.ACCOUNT_CONTACT_RELATION,
            CustomTypes.SUBSCRIPTION, CustomTypes.SUBSCRIPTION_ITEM, SetupTypes.USER, SetupTypes.OPPORTUNITY_STAGE,
            SetupTypes.LEAD_STATUS, SetupTypes.CASE_STATUS);

    private Organization() {}

    public static List<SalesforceType> types() {
        return TYPES;
    }

    public static Optional<SalesforceType> type(String name) {
        return TYPES.stream().filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
    }

    private static SalesforceField[] withCustomFields(SalesforceField... own) {
        return Stream.concat(Stream.of(own), Stream.of(
                of("Customer_Notes__c", "Customer Notes", STRING, 255).filledWith(Trait.NOTES),
                of("Health_Score__c", "Health Score", DOUBLE, 0).filledWith(Trait.HEALTH_SCORE),
                of("Renewal_Date__c", "Renewal Date", DATE, 0).filledWith(Trait.RENEWAL_DATE),
                picklist("Customer_Tier__c", "Customer Tier", "gold", "silver", "bronze").filledWith(Trait.TIER)))
                .toArray(SalesforceField[]::new);
    }
}
