package io.bothways.simulator.salesforce.schema;

import static io.bothways.simulator.salesforce.schema.FieldType.BOOLEAN;
import static io.bothways.simulator.salesforce.schema.FieldType.EMAIL;
import static io.bothways.simulator.salesforce.schema.FieldType.INT;
import static io.bothways.simulator.salesforce.schema.FieldType.PERCENT;
import static io.bothways.simulator.salesforce.schema.FieldType.STRING;
import static io.bothways.simulator.salesforce.schema.SalesforceField.of;
import static io.bothways.simulator.salesforce.schema.SalesforceField.picklist;

import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import io.bothways.simulator.salesforce.schema.SalesforceType.Names;
import java.util.Set;

/** What administrators set up and an integration may only read: users, and the stages and statuses. */
public final class SetupTypes {
    public static final SalesforceType USER = new SalesforceType(new Names("User", "User", "Users", "005"),
            Set.of(Ability.REPLICATE), SystemFields.permanent("User",
            of("Username", "Username", STRING, 80).required(),
            of("LastName", "Last Name", STRING, 80).required(),
            of("FirstName", "First Name", STRING, 40),
            of("Name", "Full Name", STRING, 121).readOnly(),
            of("Email", "Email", EMAIL, 128).required(),
            of("Alias", "Alias", STRING, 8),
            of("Title", "Title", STRING, 80),
            of("IsActive", "Active", BOOLEAN, 0).standard(true),
            picklist("UserType", "User Type", "Standard", "AutomatedProcess")));

    public static final SalesforceType OPPORTUNITY_STAGE = new SalesforceType(
            new Names("OpportunityStage", "Opportunity Stage", "Opportunity Stages", "01J"), Set.of(),
            SystemFields.permanent("Opportunity Stage",
            of("MasterLabel", "Master Label", STRING, 255).required(),
            of("ApiName", "API Name", STRING, 255),
            of("IsActive", "Is Active", BOOLEAN, 0).standard(true),
            of("SortOrder", "Sort Order", INT, 9),
            of("IsClosed", "Closed", BOOLEAN, 0),
            of("IsWon", "Won", BOOLEAN, 0),
            of("ForecastCategoryName", "Forecast Category Name", STRING, 255),
            of("DefaultProbability", "Probability (%)", PERCENT, 3).whole()));

    public static final SalesforceType LEAD_STATUS = new SalesforceType(
            new Names("LeadStatus", "Lead Status Value", "Lead Status Value", "01J"), Set.of(),
            SystemFields.permanent("Lead Status Value",
            of("MasterLabel", "Master Label", STRING, 255).required(),
            of("ApiName", "API Name", STRING, 255),
            of("SortOrder", "Sort Order", INT, 9),
            of("IsDefault", "Is Default", BOOLEAN, 0),
            of("IsConverted", "Is Converted", BOOLEAN, 0)));

    public static final SalesforceType CASE_STATUS = new SalesforceType(
            new Names("CaseStatus", "Case Status Value", "Case Status Value", "01J"), Set.of(),
            SystemFields.permanent("Case Status Value",
            of("MasterLabel", "Master Label", STRING, 255).required(),
            of("ApiName", "API Name", STRING, 255),
            of("SortOrder", "Sort Order", INT, 9),
            of("IsDefault", "Is Default", BOOLEAN, 0),
            of("IsClosed", "Is Closed", BOOLEAN, 0)));

    private SetupTypes() {}
}
