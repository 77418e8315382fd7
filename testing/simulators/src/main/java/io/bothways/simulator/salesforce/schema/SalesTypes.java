package io.bothways.simulator.salesforce.schema;

import static io.bothways.simulator.salesforce.schema.FieldType.BOOLEAN;
import static io.bothways.simulator.salesforce.schema.FieldType.CURRENCY;
import static io.bothways.simulator.salesforce.schema.FieldType.DATE;
import static io.bothways.simulator.salesforce.schema.FieldType.DATETIME;
import static io.bothways.simulator.salesforce.schema.FieldType.EMAIL;
import static io.bothways.simulator.salesforce.schema.FieldType.INT;
import static io.bothways.simulator.salesforce.schema.FieldType.PERCENT;
import static io.bothways.simulator.salesforce.schema.FieldType.PHONE;
import static io.bothways.simulator.salesforce.schema.FieldType.PICKLIST;
import static io.bothways.simulator.salesforce.schema.FieldType.STRING;
import static io.bothways.simulator.salesforce.schema.FieldType.TEXTAREA;
import static io.bothways.simulator.salesforce.schema.FieldType.URL;
import static io.bothways.simulator.salesforce.schema.SalesforceField.choice;
import static io.bothways.simulator.salesforce.schema.SalesforceField.multipicklist;
import static io.bothways.simulator.salesforce.schema.SalesforceField.of;
import static io.bothways.simulator.salesforce.schema.SalesforceField.picklist;
import static io.bothways.simulator.salesforce.schema.SalesforceField.reference;

import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.salesforce.schema.SalesforceField.WhenDeleted;
import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import io.bothways.simulator.salesforce.schema.SalesforceType.Names;
import java.util.List;
import java.util.Set;

/** Opportunities, leads, cases and what connects them with contacts and accounts. */
public final class SalesTypes {
    private static final int LONG_TEXT = 32_000;
    private static final int MONEY = 18;
    private static final Set<Ability> BUSINESS = Set.of(Ability.WRITE, Ability.REPLICATE, Ability.NOTIFY);
    private static final Set<Ability> CONNECTION = Set.of(Ability.WRITE, Ability.REPLICATE);

    public static final SalesforceType OPPORTUNITY = new SalesforceType(
            new Names("Opportunity", "Opportunity", "Opportunities", "006"), BUSINESS, SystemFields.owned("Opportunity",
            of("Name", "Name", STRING, 120).filledWith(Trait.NAME).required(),
            reference("AccountId", "Account ID", "Account", "Account", WhenDeleted.CASCADE),
            // Makes the contact's primary role; afterwards the role says who it is.
            reference("ContactId", "Contact ID", "Contact", "Contact", WhenDeleted.STAY).createOnly(),
            choice("StageName", "Stage", PICKLIST, 255, SalesProcess.stages()).required(),
            of("Amount", "Amount", CURRENCY, MONEY),
            of("CloseDate", "Close Date", DATE, 0).required(),
            of("Probability", "Probability (%)", PERCENT, 3).whole(),
            of("ExpectedRevenue", "Expected Amount", CURRENCY, MONEY).readOnly(),
            of("IsClosed", "Closed", BOOLEAN, 0).system(),
            of("IsWon", "Won", BOOLEAN, 0).system(),
            choice("ForecastCategory", "Forecast Category", PICKLIST, 40, List.of("Omitted", "Pipeline", "BestCase",
                    "MostLikely", "Forecast", "Closed")).system(),
            picklist("ForecastCategoryName", "Forecast Category", "Omitted", "Pipeline", "Best Case", "Commit",
                    "Closed"),
            picklist("Type", "Opportunity Type", "Existing Customer - Upgrade", "Existing Customer - Replacement",
                    "New Customer").unrestricted(),
            sources(),
            of("NextStep", "Next Step", STRING, 255),
            of("Description", "Description", TEXTAREA, LONG_TEXT)));

    public static final SalesforceType LEAD = new SalesforceType(
            new Names("Lead", "Lead", "Leads", "00Q"),
            Set.of(Ability.WRITE, Ability.REPLICATE, Ability.NOTIFY, Ability.MERGE),
            SystemFields.mergeable("Lead", "Lead",
            of("FirstName", "First Name", STRING, 40).filledWith(Trait.FIRST_NAME),
            of("LastName", "Last Name", STRING, 80).filledWith(Trait.LAST_NAME).required(),
            of("Name", "Full Name", STRING, 121).readOnly(),
            of("Company", "Company", STRING, 255).required(),
            of("Title", "Title", STRING, 128),
            of("Email", "Email", EMAIL, 80),
            of("Phone", "Phone", PHONE, 40),
            of("Website", "Website", URL, 255),
            of("City", "City", STRING, 40),
            of("Country", "Country", STRING, 80),
            picklist("Industry", "Industry",
                    "Technology", "Manufacturing", "Retail", "Healthcare", "Finance", "Education"),
            picklist("Rating", "Rating", "Hot", "Warm", "Cold"),
            sources(),
            choice("Status", "Status", PICKLIST, 255, SalesProcess.names(SalesProcess.LEAD_STATUSES))
                    .standard("Open - Not Contacted"),
            of("AnnualRevenue", "Annual Revenue", CURRENCY, MONEY).whole(),
            of("NumberOfEmployees", "Employees", INT, 8),
            of("Description", "Description", TEXTAREA, LONG_TEXT),
            of("IsConverted", "Converted", BOOLEAN, 0).system(),
            of("ConvertedDate", "Converted Date", DATE, 0).readOnly(),
            reference("ConvertedAccountId", "Converted Account ID", "Account", "ConvertedAccount", WhenDeleted.STAY)
                    .readOnly(),
            reference("ConvertedContactId", "Converted Contact ID", "Contact", "ConvertedContact", WhenDeleted.STAY)
                    .readOnly(),
            reference("ConvertedOpportunityId", "Converted Opportunity ID", "Opportunity", "ConvertedOpportunity",
                    WhenDeleted.STAY).readOnly()));

    public static final SalesforceType CASE = new SalesforceType(
            new Names("Case", "Case", "Cases", "500"), BUSINESS, SystemFields.owned("Case",
            of("CaseNumber", "Case Number", STRING, 30).autoNumber(),
            of("Subject", "Subject", STRING, 255),
            of("Description", "Description", TEXTAREA, LONG_TEXT),
            choice("Status", "Status", PICKLIST, 255, SalesProcess.names(SalesProcess.CASE_STATUSES)).standard("New"),
            picklist("Priority", "Priority", "High", "Medium", "Low").standard("Medium"),
            picklist("Origin", "Case Origin", "Phone", "Email", "Web"),
            picklist("Type", "Case Type", "Question", "Problem", "Feature Request").unrestricted(),
            reference("ContactId", "Contact ID", "Contact", "Contact", WhenDeleted.RESTRICT),
            reference("AccountId", "Account ID", "Account", "Account", WhenDeleted.RESTRICT),
            of("SuppliedName", "Name", STRING, 80),
            of("SuppliedEmail", "Email Address", EMAIL, 80),
            of("IsClosed", "Closed", BOOLEAN, 0).system(),
            of("ClosedDate", "Closed Date", DATETIME, 0).readOnly()));

    public static final SalesforceType OPPORTUNITY_CONTACT_ROLE = new SalesforceType(
            new Names("OpportunityContactRole", "Opportunity Contact Role", "Opportunity Contact Roles", "00K"),
            CONNECTION, SystemFields.dependent("Contact Role",
            reference("OpportunityId", "Opportunity ID", "Opportunity", "Opportunity", WhenDeleted.CASCADE)
                    .required().createOnly(),
            reference("ContactId", "Contact ID", "Contact", "Contact", WhenDeleted.CASCADE).required(),
            picklist("Role", "Role", "Business User", "Decision Maker", "Economic Buyer", "Economic Decision Maker",
                    "Evaluator", "Executive Sponsor", "Influencer", "Technical Buyer", "Other").unrestricted(),
            of("IsPrimary", "Primary", BOOLEAN, 0).standard(false)));

    public static final SalesforceType ACCOUNT_CONTACT_RELATION = new SalesforceType(
            new Names("AccountContactRelation", "Account Contact Relationship", "Account Contact Relationships", "07k"),
            CONNECTION, SystemFields.dependent("Account Contact Relationship",
            reference("AccountId", "Account ID", "Account", "Account", WhenDeleted.STAY).required().createOnly(),
            reference("ContactId", "Contact ID", "Contact", "Contact", WhenDeleted.STAY).required().createOnly(),
            multipicklist("Roles", "Roles", "Business User", "Decision Maker", "Economic Buyer",
                    "Economic Decision Maker", "Evaluator", "Executive Sponsor", "Influencer", "Technical Buyer",
                    "Other"),
            of("IsDirect", "Direct", BOOLEAN, 0).system(),
            of("IsActive", "Active", BOOLEAN, 0).standard(true),
            of("StartDate", "Start Date", DATE, 0),
            of("EndDate", "End Date", DATE, 0)));

    private SalesTypes() {}

    private static SalesforceField sources() {
        return picklist("LeadSource", "Lead Source", "Web", "Phone Inquiry", "Partner Referral", "Purchased List",
                "Other").unrestricted();
    }
}
