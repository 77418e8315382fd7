package io.bothways.simulator.pipedrive.schema;

import static io.bothways.simulator.pipedrive.schema.PipedriveField.custom;
import static io.bothways.simulator.pipedrive.schema.PipedriveField.standard;

import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.people.Population;
import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.ObjectType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The types of the fake company. Leads have the custom fields of deals. */
public final class PipedriveSchema {
    public static final String NAME = "name";
    public static final String FIRST_NAME = "first_name";
    public static final String LAST_NAME = "last_name";
    public static final String TITLE = "title";
    public static final String EMAILS = "emails";
    public static final String PHONES = "phones";
    public static final String OWNER = "owner_id";
    public static final String ORGANIZATION = "org_id";
    public static final String LEAD_ORGANIZATION = "organization_id";
    public static final String PERSON = "person_id";
    public static final String STAGE = "stage_id";
    public static final String PIPELINE = "pipeline_id";
    public static final String STATUS = "status";
    public static final String VALUE = "value";
    public static final String CURRENCY = "currency";
    public static final String ARCHIVED = "is_archived";

    /** Fields of persons that only companies with Contact Sync have. */
    public static final Set<String> CONTACT_SYNC = Set.of("notes", "im", "birthday", "job_title", "postal_address");

    public static final PipedriveType PERSONS = new PipedriveType("persons", "person", "People",
            ObjectType.Kind.PERSON, List.of(
            standard(NAME, "Name", FieldType.VARCHAR, null).asRequired().offPage(),
            standard(FIRST_NAME, "First name", FieldType.VARCHAR, Trait.FIRST_NAME),
            standard(LAST_NAME, "Last name", FieldType.VARCHAR, Trait.LAST_NAME),
            standard(EMAILS, "Email", FieldType.EMAILS, Trait.EMAIL),
            standard(PHONES, "Phone", FieldType.PHONES, Trait.PHONE),
            standard(OWNER, "Owner", FieldType.USER, null),
            standard(ORGANIZATION, "Organization", FieldType.ORGANIZATION, null).offPage(),
            standard("label_ids", "Labels", FieldType.OPTIONS, null).choosing("Customer", "Hot lead", "Cold lead"),
            standard("visible_to", "Visible to", FieldType.WHOLE, null).offPage(),
            custom("persons", "Position", FieldType.VARCHAR, Trait.TITLE, 0),
            custom("persons", "City", FieldType.VARCHAR, Trait.CITY, 0),
            custom("persons", "Country", FieldType.VARCHAR, Trait.COUNTRY, 0),
            custom("persons", "Website", FieldType.VARCHAR, Trait.WEBSITE, 0),
            custom("persons", "Customer notes", FieldType.TEXT, Trait.NOTES, 0),
            custom("persons", "Health score", FieldType.NUMBER, Trait.HEALTH_SCORE, 0),
            custom("persons", "Renewal date", FieldType.DATE, Trait.RENEWAL_DATE, 0),
            custom("persons", "Customer tier", FieldType.OPTION, Trait.TIER, 11, "gold", "silver", "bronze"),
            custom("persons", "Topics", FieldType.OPTIONS, null, 21, "Pricing", "Support", "Roadmap"),
            custom("persons", "Call time", FieldType.TIME, null, 0)));

    public static final PipedriveType ORGANIZATIONS = new PipedriveType("organizations", "organization",
            "Organizations", ObjectType.Kind.COMPANY, List.of(
            standard(NAME, "Name", FieldType.VARCHAR, Trait.NAME).asRequired(),
            standard("address", "Address", FieldType.ADDRESS, null),
            standard(OWNER, "Owner", FieldType.USER, null),
            standard("label_ids", "Labels", FieldType.OPTIONS, null).choosing("Customer", "Hot lead", "Cold lead"),
            standard("visible_to", "Visible to", FieldType.WHOLE, null).offPage(),
            custom("organizations", "Domain", FieldType.VARCHAR, Trait.DOMAIN, 0),
            custom("organizations", "Website", FieldType.VARCHAR, Trait.WEBSITE, 0),
            custom("organizations", "Phone", FieldType.VARCHAR, Trait.PHONE, 0),
            custom("organizations", "City", FieldType.VARCHAR, Trait.CITY, 0),
            custom("organizations", "Country", FieldType.VARCHAR, Trait.COUNTRY, 0),
            custom("organizations", "Industry", FieldType.OPTION, Trait.INDUSTRY, 31,
                    "Technology", "Manufacturing", "Retail", "Healthcare", "Finance", "Education"),
            custom("organizations", "Customer notes", FieldType.TEXT, Trait.NOTES, 0),
            custom("organizations", "Health score", FieldType.NUMBER, Trait.HEALTH_SCORE, 0),
            custom("organizations", "Renewal date", FieldType.DATE, Trait.RENEWAL_DATE, 0),
            custom("organizations", "Customer tier", FieldType.OPTION, Trait.TIER, 41, "gold", "silver", "bronze"),
            custom("organizations", "Annual budget", FieldType.MONEY, null, 0),
            custom("organizations", "Contract period", FieldType.DATE_RANGE, null, 0)));

    private static final List<PipedriveField> OF_DEALS = List.of(
            custom("deals", "Competitor", FieldType.VARCHAR, null, 0),
            custom("deals", "Source campaign", FieldType.OPTION, null, 51, "Fair", "Referral", "Website"),
            custom("deals", "Setup fee", FieldType.MONEY, null, 0));

    public static final PipedriveType DEALS = new PipedriveType("deals", "deal", "Deals", ObjectType.Kind.OTHER,
            with(OF_DEALS,
            standard(TITLE, "Title", FieldType.VARCHAR, null).asRequired(),
            standard(VALUE, "Value", FieldType.NUMBER, null),
            standard(CURRENCY, "Currency", FieldType.VARCHAR, null),
            standard(STATUS, "Status", FieldType.WORD, null).choosing("open", "won", "lost"),
            standard(STAGE, "Stage", FieldType.STAGE, null),
            standard(PIPELINE, "Pipeline", FieldType.PIPELINE, null).offPage(),
            standard("expected_close_date", "Expected close date", FieldType.DATE, null),
            standard("probability", "Probability", FieldType.NUMBER, null),
            standard("lost_reason", "Lost reason", FieldType.VARCHAR, null),
            standard(PERSON, "Contact person", FieldType.PERSON, null),
            standard(ORGANIZATION, "Organization", FieldType.ORGANIZATION, null),
            standard(OWNER, "Owner", FieldType.USER, null),
            standard("label_ids", "Labels", FieldType.OPTIONS, null).choosing("Hot", "Warm", "Cold"),
            standard("visible_to", "Visible to", FieldType.WHOLE, null).offPage(),
            standard(ARCHIVED, "Archived", FieldType.FLAG, null)));

    public static final PipedriveType LEADS = new PipedriveType("leads", "lead", "Leads", ObjectType.Kind.OTHER,
            with(OF_DEALS,
            standard(TITLE, "Title", FieldType.VARCHAR, null).asRequired(),
            standard(VALUE, "Value", FieldType.MONEY, null),
            standard("expected_close_date", "Expected close date", FieldType.DATE, null),
            standard(PERSON, "Contact person", FieldType.PERSON, null),
            standard(LEAD_ORGANIZATION, "Organization", FieldType.ORGANIZATION, null),
            standard(OWNER, "Owner", FieldType.USER, null),
            standard("was_seen", "Seen", FieldType.FLAG, null),
            standard(ARCHIVED, "Archived", FieldType.FLAG, null)));

    public static final List<PipedriveType> TYPES = List.of(PERSONS, ORGANIZATIONS, DEALS, LEADS);

    /** Pipedrive tells and filters stamps by the second. */
    public static final AppDefinition APP = new AppDefinition("pipedrive", "Pipedrive", "#017737",
            Population.Hand.TIDY, Duration.ofSeconds(1), TYPES.stream().map(PipedriveType::stored).toList());

    private PipedriveSchema() {
    }

    /** The type whose records the store keeps as the given one. */
    public static PipedriveType of(ObjectType stored) {
        return TYPES.stream().filter(type -> type.stored() == stored).findFirst().orElseThrow();
    }

    private static List<PipedriveField> with(List<PipedriveField> custom, PipedriveField... standard) {
        List<PipedriveField> all = new ArrayList<>(List.of(standard));
        all.addAll(custom);
        return all;
    }
}
