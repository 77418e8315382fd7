package io.bothways.simulator.intercom.records;

import io.bothways.simulator.intercom.records.DataAttribute.Type;
import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.people.Population;
import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.FieldDefinition.Kind;
import io.bothways.simulator.kit.store.ObjectType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The object types of the workspace and their attributes. */
public final class IntercomSchema {
    public static final String ROLE = "role";
    public static final String USER = "user";
    public static final String LEAD = "lead";
    public static final String EMAIL = "email";
    public static final String PHONE = "phone";
    public static final String EXTERNAL_ID = "external_id";
    public static final String OWNER = "owner_id";
    public static final String UNSUBSCRIBED = "unsubscribed_from_emails";
    public static final String COMPANY_ID = "company_id";
    public static final String PLAN = "plan";
    /** Says of a deleted contact that it was archived only, and can come back. */
    public static final String ARCHIVED = "archived";

    public static final String TITLE = "_default_title_";
    public static final String DESCRIPTION = "_default_description_";
    public static final String STATE = "ticket_state";
    public static final String OPEN = "open";
    public static final String TICKET_CONTACT = "contact";
    public static final String TICKET_COMPANY = "company";
    public static final String ASSIGNEE = "admin_assignee_id";
    public static final List<String> STATES = List.of("submitted", "in_progress", "waiting_on_customer", "resolved");

    private static final String[] TIERS = {"gold", "silver", "bronze"};
    private static final String[] ADMINS = Workspace.ADMINS.keySet().toArray(String[]::new);

    public static final List<DataAttribute> CONTACT_ATTRIBUTES = List.of(
            standard("name", "Name", Kind.TEXT, Type.STRING, Trait.FULL_NAME),
            standard(EMAIL, "Email", Kind.EMAIL, Type.STRING, Trait.EMAIL),
            standard(PHONE, "Phone", Kind.PHONE, Type.STRING, Trait.PHONE),
            standard(EXTERNAL_ID, "User ID", Kind.TEXT, Type.STRING, null),
            standard(OWNER, "Owner", Kind.OPTION, Type.INTEGER, null, ADMINS),
            standard(UNSUBSCRIBED, "Unsubscribed from emails", Kind.BOOLEAN, Type.BOOLEAN, null),
            standard("signed_up_at", "Signed up", Kind.INSTANT, Type.DATE, null),
            standard("last_seen_at", "Last seen", Kind.INSTANT, Type.DATE, null),
            custom("job_title", "Job title", Kind.TEXT, Type.STRING, Trait.TITLE),
            custom("city", "City", Kind.TEXT, Type.STRING, Trait.CITY),
            custom("country", "Country", Kind.TEXT, Type.STRING, Trait.COUNTRY),
            custom("website", "Website", Kind.URL, Type.STRING, Trait.WEBSITE),
            custom("customer_notes", "Customer notes", Kind.LONG_TEXT, Type.STRING, Trait.NOTES),
            custom("health_score", "Health score", Kind.NUMBER, Type.FLOAT, Trait.HEALTH_SCORE),
            custom("renewal_date", "Renewal date", Kind.DATE, Type.DATE, Trait.RENEWAL_DATE),
            custom("customer_tier", "Customer tier", Kind.OPTION, Type.STRING, Trait.TIER, TIERS),
            custom("seats", "Seats", Kind.NUMBER, Type.INTEGER, null),
            custom("beta_tester", "Beta tester", Kind.BOOLEAN, Type.BOOLEAN, null),
            readOnly("lead_score", "Lead score", Kind.NUMBER, Type.INTEGER, false),
            readOnly("old_segment", "Old segment", Kind.TEXT, Type.STRING, true));

    public static final List<DataAttribute> COMPANY_ATTRIBUTES = List.of(
            standard("name", "Company name", Kind.TEXT, Type.STRING, Trait.NAME),
            new DataAttribute(FieldDefinition.plain(COMPANY_ID, "Company ID", Kind.TEXT), Type.STRING, false, false),
            standard("website", "Website", Kind.URL, Type.STRING, Trait.WEBSITE),
            standard("industry", "Industry", Kind.TEXT, Type.STRING, Trait.INDUSTRY),
            standard(PLAN, "Plan", Kind.TEXT, Type.STRING, null),
            standard("size", "Size", Kind.NUMBER, Type.INTEGER, null),
            standard("monthly_spend", "Monthly spend", Kind.NUMBER, Type.INTEGER, null),
            standard("remote_created_at", "Company created at", Kind.INSTANT, Type.DATE, null),
            custom("domain", "Domain", Kind.TEXT, Type.STRING, Trait.DOMAIN),
            custom("switchboard", "Switchboard", Kind.PHONE, Type.STRING, Trait.PHONE),
            custom("city", "City", Kind.TEXT, Type.STRING, Trait.CITY),
            custom("country", "Country", Kind.TEXT, Type.STRING, Trait.COUNTRY),
            custom("customer_notes", "Customer notes", Kind.LONG_TEXT, Type.STRING, Trait.NOTES),
            custom("health_score", "Health score", Kind.NUMBER, Type.FLOAT, Trait.HEALTH_SCORE),
            custom("renewal_date", "Renewal date", Kind.DATE, Type.DATE, Trait.RENEWAL_DATE),
            custom("customer_tier", "Customer tier", Kind.OPTION, Type.STRING, Trait.TIER, TIERS));

    public static final ObjectType CONTACT = new ObjectType("contacts", "Contacts", ObjectType.Kind.PERSON,
            fields(CONTACT_ATTRIBUTES, FieldDefinition.plain(ROLE, "Role", Kind.OPTION, USER, LEAD),
                    FieldDefinition.readOnly(ARCHIVED, "Archived", Kind.BOOLEAN)));
    public static final ObjectType COMPANY =
            new ObjectType("companies", "Companies", ObjectType.Kind.COMPANY, fields(COMPANY_ATTRIBUTES));
    public static final ObjectType TICKET = new ObjectType("tickets", "Tickets", ObjectType.Kind.OTHER, List.of(
            FieldDefinition.plain(TITLE, "Title", Kind.TEXT),
            FieldDefinition.plain(DESCRIPTION, "Description", Kind.LONG_TEXT),
            FieldDefinition.plain("severity", "Severity", Kind.OPTION, "low", "high"),
            FieldDefinition.plain("amount", "Amount", Kind.NUMBER),
            FieldDefinition.plain(STATE, "State", Kind.OPTION, STATES.toArray(String[]::new)),
            FieldDefinition.plain(ASSIGNEE, "Assignee", Kind.OPTION, ADMINS),
            FieldDefinition.plain(OPEN, "Open", Kind.BOOLEAN),
            FieldDefinition.plain(TICKET_CONTACT, "Contact", Kind.REFERENCE),
            FieldDefinition.plain(TICKET_COMPANY, "Company", Kind.REFERENCE)));
    /** What a ticket's type asks for, in the order of its form. */
    public static final List<String> TICKET_ATTRIBUTES = List.of(TITLE, DESCRIPTION, "severity", "amount");

    public static final AppDefinition APP = new AppDefinition("intercom", "Intercom", "#286efa",
            Population.Hand.HASTY, Duration.ofSeconds(1), List.of(CONTACT, COMPANY, TICKET));

    private IntercomSchema() {
    }

    /** The attributes of a type; a ticket's are those of its ticket type. */
    public static List<DataAttribute> attributes(ObjectType type) {
        return type == CONTACT ? CONTACT_ATTRIBUTES : type == COMPANY ? COMPANY_ATTRIBUTES : List.of();
    }

    /** The attribute of that full name. */
    public static Optional<DataAttribute> attribute(ObjectType type, String fullName) {
        return attributes(type).stream().filter(each -> each.field().name().equals(fullName)).findFirst();
    }

    private static DataAttribute standard(String name, String label, Kind kind, Type type, @Nullable Trait trait,
            String... options) {
        return new DataAttribute(new FieldDefinition(name, label, kind, trait, List.of(options), true, false), type,
                true, false);
    }

    private static DataAttribute custom(String name, String label, Kind kind, Type type, @Nullable Trait trait,
            String... options) {
        return standard(DataAttribute.CUSTOM + name, label, kind, type, trait, options);
    }

    private static DataAttribute readOnly(String name, String label, Kind kind, Type type, boolean archived) {
        return new DataAttribute(FieldDefinition.readOnly(DataAttribute.CUSTOM + name, label, kind), type, false,
                archived);
    }

    private static List<FieldDefinition> fields(List<DataAttribute> attributes, FieldDefinition... others) {
        List<FieldDefinition> fields = new ArrayList<>();
        attributes.forEach(attribute -> fields.add(attribute.field()));
        fields.addAll(List.of(others));
        return fields;
    }
}
