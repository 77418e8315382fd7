package io.bothways.simulator.dataverse.schema;

import static io.bothways.simulator.dataverse.schema.Column.choice;
import static io.bothways.simulator.dataverse.schema.Column.lookup;
import static io.bothways.simulator.dataverse.schema.Column.of;

import io.bothways.simulator.dataverse.schema.Column.Required;
import io.bothways.simulator.dataverse.schema.LookupTarget.WhenDeleted;
import io.bothways.simulator.dataverse.schema.Table.Ability;
import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.ObjectType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The schema of the simulated environment. A further custom column is one more line here. */
public final class Organization {
    public static final String ORGANIZATION = id("organization");
    public static final String ORGANIZATION_NAME = "simulated";
    public static final String BUSINESS_UNIT = id("business unit");
    /** The application user as whom an integration acts. */
    public static final String INTEGRATION_USER = id("user integration");
    /** The user as whom the people of the company act. */
    public static final String PERSON_USER = id("user person");
    /** The user as whom the environment acts by itself. */
    public static final String SYSTEM_USER = id("user system");
    public static final String US_DOLLAR = id("currency USD");

    private static final List<Ability> BUSINESS = List.of(Ability.WRITE, Ability.TRACK, Ability.MERGE);
    private static final List<Ability> PLAIN = List.of(Ability.WRITE, Ability.TRACK);

    public static final Table CONTACT = new Table(new Table.Names("contact", "Contact", "contacts", "Contact",
            "Contacts"), 2, "fullname", ObjectType.Kind.PERSON, BUSINESS, columns("contact",
            of("firstname", "First Name", ColumnType.STRING, 50).filledWith(Trait.FIRST_NAME),
            of("lastname", "Last Name", ColumnType.STRING, 50).filledWith(Trait.LAST_NAME)
                    .required(Required.APPLICATION),
            of("fullname", "Full Name", ColumnType.STRING, 160).readOnly(),
            of("emailaddress1", "Email", ColumnType.STRING, 100).filledWith(Trait.EMAIL),
            of("telephone1", "Business Phone", ColumnType.STRING, 50).filledWith(Trait.PHONE),
            of("jobtitle", "Job Title", ColumnType.STRING, 100).filledWith(Trait.TITLE),
            of("address1_city", "City", ColumnType.STRING, 80).filledWith(Trait.CITY),
            of("address1_country", "Country/Region", ColumnType.STRING, 80).filledWith(Trait.COUNTRY),
            of("websiteurl", "Website", ColumnType.STRING, 200).filledWith(Trait.WEBSITE),
            of("description", "Description", ColumnType.MEMO, 2000).filledWith(Trait.NOTES),
            of("donotemail", "Do not allow Emails", ColumnType.BOOLEAN, 0),
            choice("new_interests", "Interests", ColumnType.MULTI_SELECT, Option.of(1, "Product"),
                    Option.of(2, "Events"), Option.of(3, "Research")),
            lookup("parentcustomerid", "Company Name", ColumnType.CUSTOMER,
                    new LookupTarget("account", "parentcustomerid_account", WhenDeleted.CASCADE),
                    new LookupTarget("contact", "parentcustomerid_contact", WhenDeleted.REMOVE_LINK))),
            new AlternateKey("new_bothwayskey_key", "Bothways Key", List.of("new_bothwayskey")));

    public static final Table ACCOUNT = new Table(new Table.Names("account", "Account", "accounts", "Account",
            "Accounts"), 1, "name", ObjectType.Kind.COMPANY, BUSINESS, columns("account",
            of("name", "Account Name", ColumnType.STRING, 160).filledWith(Trait.NAME).required(Required.APPLICATION),
            of("accountnumber", "Account Number", ColumnType.STRING, 20),
            of("websiteurl", "Website", ColumnType.STRING, 200).filledWith(Trait.WEBSITE),
            of("emailaddress1", "Email", ColumnType.STRING, 100),
            of("telephone1", "Main Phone", ColumnType.STRING, 50).filledWith(Trait.PHONE),
            of("address1_city", "City", ColumnType.STRING, 80).filledWith(Trait.CITY),
            of("address1_country", "Country/Region", ColumnType.STRING, 80).filledWith(Trait.COUNTRY),
            of("description", "Description", ColumnType.MEMO, 2000).filledWith(Trait.NOTES),
            of("numberofemployees", "Number of Employees", ColumnType.INTEGER, 0),
            of("new_domain", "Domain", ColumnType.STRING, 200).filledWith(Trait.DOMAIN),
            choice("industrycode", "Industry", ColumnType.PICKLIST, Option.of(1, "Technology"),
                    Option.of(2, "Manufacturing"), Option.of(3, "Retail"), Option.of(4, "Healthcare"),
                    Option.of(5, "Finance"), Option.of(6, "Education")).filledWith(Trait.INDUSTRY),
            lookup("primarycontactid", "Primary Contact", ColumnType.LOOKUP,
                    new LookupTarget("contact", "primarycontactid", WhenDeleted.REMOVE_LINK))),
            new AlternateKey("new_accountnumber_key", "Account Number", List.of("accountnumber")),
            new AlternateKey("new_bothwayskey_key", "Bothways Key", List.of("new_bothwayskey")));

    public static final Table LEAD = new Table(new Table.Names("lead", "Lead", "leads", "Lead", "Leads"), 4, "fullname",
            ObjectType.Kind.OTHER, BUSINESS, columns("lead",
            of("subject", "Topic", ColumnType.STRING, 300).required(Required.APPLICATION),
            of("firstname", "First Name", ColumnType.STRING, 50),
            of("lastname", "Last Name", ColumnType.STRING, 50).required(Required.APPLICATION),
            of("fullname", "Name", ColumnType.STRING, 160).readOnly(),
            of("companyname", "Company Name", ColumnType.STRING, 100),
            of("emailaddress1", "Email", ColumnType.STRING, 100),
            of("telephone1", "Business Phone", ColumnType.STRING, 50),
            of("jobtitle", "Job Title", ColumnType.STRING, 100),
            of("description", "Description", ColumnType.MEMO, 2000),
            choice("leadqualitycode", "Rating", ColumnType.PICKLIST, Option.of(1, "Hot"), Option.of(2, "Warm"),
                    Option.of(3, "Cold"))));

    public static final Table OPPORTUNITY = new Table(new Table.Names("opportunity", "Opportunity", "opportunities",
            "Opportunity", "Opportunities"), 3, "name", ObjectType.Kind.OTHER, PLAIN, columns("opportunity",
            of("name", "Topic", ColumnType.STRING, 300).required(Required.APPLICATION),
            of("estimatedvalue", "Est. Revenue", ColumnType.MONEY, 0),
            of("estimatedvalue_base", "Est. Revenue (Base)", ColumnType.MONEY, 0).readOnly(),
            of("estimatedclosedate", "Est. Close Date", ColumnType.DATE_ONLY, 0),
            of("closeprobability", "Probability", ColumnType.INTEGER, 0),
            of("stepname", "Pipeline Phase", ColumnType.STRING, 200),
            of("description", "Description", ColumnType.MEMO, 2000),
            lookup("customerid", "Potential Customer", ColumnType.CUSTOMER,
                    new LookupTarget("account", "customerid_account", WhenDeleted.CASCADE),
                    new LookupTarget("contact", "customerid_contact", WhenDeleted.CASCADE)),
            lookup("parentaccountid", "Account", ColumnType.LOOKUP,
                    new LookupTarget("account", "parentaccountid", WhenDeleted.REMOVE_LINK)),
            lookup("parentcontactid", "Contact", ColumnType.LOOKUP,
                    new LookupTarget("contact", "parentcontactid", WhenDeleted.REMOVE_LINK))));

    public static final Table SUBSCRIPTION = new Table(new Table.Names("new_subscription", "new_Subscription",
            "new_subscriptions", "Subscription", "Subscriptions"), 10101, "new_name", ObjectType.Kind.OTHER, PLAIN,
            columns("new_subscription",
            of("new_name", "Name", ColumnType.STRING, 100).required(Required.APPLICATION),
            of("new_code", "Code", ColumnType.STRING, 40),
            of("new_region", "Region", ColumnType.STRING, 40),
            of("new_seats", "Seats", ColumnType.INTEGER, 0),
            of("new_startedon", "Started On", ColumnType.DATE_TIME, 0),
            // Custom navigation properties keep the case of the schema name.
            lookup("new_contactid", "Contact", ColumnType.LOOKUP,
                    new LookupTarget("contact", "new_ContactId", WhenDeleted.REMOVE_LINK)),
            lookup("new_accountid", "Account", ColumnType.LOOKUP,
                    new LookupTarget("account", "new_AccountId", WhenDeleted.RESTRICT))),
            new AlternateKey("new_code_region", "Code and Region", List.of("new_code", "new_region")));

    private static final List<Table> TABLES = new ArrayList<>(List.of(CONTACT, ACCOUNT, LEAD, OPPORTUNITY,
            SUBSCRIPTION));

    static {
        TABLES.addAll(SystemTables.all());
    }

    private Organization() {
    }

    /** All tables, in the order of the editing page. */
    public static List<Table> tables() {
        return TABLES;
    }

    /** The table of a logical name. */
    public static Optional<Table> table(String logicalName) {
        return TABLES.stream().filter(table -> table.logicalName().equals(logicalName)).findFirst();
    }

    /** The table of an entity set; case matters. */
    public static Optional<Table> set(String setName) {
        return TABLES.stream().filter(table -> table.setName().equals(setName)).findFirst();
    }

    /** The table whose rows the kit stores under the type. */
    public static Table storedAs(ObjectType stored) {
        return set(stored.name()).orElseThrow();
    }

    /** The same GUID for the same name, always. */
    public static String id(String name) {
        return UUID.nameUUIDFromBytes(("dataverse/" + name).getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static List<Column> columns(String table, Column... own) {
        List<Column> columns = SystemTables.withId(table, own);
        columns.add(of("new_healthscore", "Health Score", ColumnType.DECIMAL, 0).filledWith(Trait.HEALTH_SCORE));
        columns.add(of("new_renewaldate", "Renewal Date", ColumnType.DATE_ONLY, 0).filledWith(Trait.RENEWAL_DATE));
        columns.add(choice("new_customertier", "Customer Tier", ColumnType.PICKLIST, Option.of(100_000_000, "gold"),
                Option.of(100_000_001, "silver"), Option.of(100_000_002, "bronze")).filledWith(Trait.TIER));
        columns.add(of("new_bothwayskey", "Bothways Key", ColumnType.STRING, 64));
        columns.addAll(SystemTables.states(table));
        columns.add(lookup("ownerid", "Owner", ColumnType.OWNER,
                new LookupTarget("systemuser", "ownerid", WhenDeleted.RESTRICT)).required(Required.SYSTEM));
        columns.add(lookup("transactioncurrencyid", "Currency", ColumnType.LOOKUP,
                new LookupTarget("transactioncurrency", "transactioncurrencyid", WhenDeleted.RESTRICT)));
        columns.add(lookup("masterid", "Master ID", ColumnType.LOOKUP,
                new LookupTarget(table, "masterid", WhenDeleted.REMOVE_LINK)).readOnly());
        columns.add(of("merged", "Merged", ColumnType.BOOLEAN, 0).readOnly());
        columns.addAll(SystemTables.stamps());
        return columns;
    }
}
