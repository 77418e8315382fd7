package io.bothways.simulator.hubspot;

import static io.bothways.simulator.kit.store.FieldDefinition.editable;
import static io.bothways.simulator.kit.store.FieldDefinition.plain;
import static io.bothways.simulator.kit.store.FieldDefinition.readOnly;

import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.people.Population;
import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.FieldDefinition.Kind;
import io.bothways.simulator.kit.store.ObjectType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object types, their properties, and the names and numbers that HubSpot gives them. */
final class HubSpotSchema {
    static final String CONTACTS = "contacts";
    static final String COMPANIES = "companies";
    static final String EMAIL = "email";
    static final String EMPLOYER = "associatedcompanyid";
    /** The same of a deal, and of a ticket: HubSpot's names have no rule in them. */
    static final String DEAL_COMPANY = "hs_primary_associated_company";
    static final String TICKET_COMPANY = "hs_primary_company_id";
    static final String OWNER = "hubspot_owner_id";
    static final String DEAL_PIPELINE = "pipeline";
    static final String TICKET_PIPELINE = "hs_pipeline";
    static final String MERGED_IDS = "hs_merged_object_ids";
    static final String ADDITIONAL_EMAILS = "hs_additional_emails";
    static final String OBJECT_ID = "hs_object_id";
    static final String CREATED = "createdate";
    /** What custom objects call it. */
    static final String CUSTOM_CREATED = "hs_createdate";
    static final String SEARCHABLE_PHONE = "hs_searchable_calculated_phone_number";

    static final ObjectType CONTACT_TYPE = new ObjectType(CONTACTS, "Contacts", ObjectType.Kind.PERSON, List.of(
            editable("firstname", "First name", Kind.TEXT, Trait.FIRST_NAME),
            editable("lastname", "Last name", Kind.TEXT, Trait.LAST_NAME),
            editable(EMAIL, "Email", Kind.EMAIL, Trait.EMAIL),
            editable("phone", "Phone number", Kind.PHONE, Trait.PHONE),
            editable("jobtitle", "Job title", Kind.TEXT, Trait.TITLE),
            editable("city", "City", Kind.TEXT, Trait.CITY),
            editable("country", "Country/Region", Kind.TEXT, Trait.COUNTRY),
            editable("website", "Website URL", Kind.URL, Trait.WEBSITE),
            editable("customer_notes", "Customer notes", Kind.LONG_TEXT, Trait.NOTES),
            editable("health_score", "Health score", Kind.NUMBER, Trait.HEALTH_SCORE),
            editable("renewal_date", "Renewal date", Kind.DATE, Trait.RENEWAL_DATE),
            editable("customer_tier", "Customer tier", Kind.OPTION, Trait.TIER, "gold", "silver", "bronze"),
            plain(OWNER, "Contact owner", Kind.REFERENCE),
            readOnly("lastmodifieddate", "Last modified date", Kind.INSTANT),
            readOnly(CREATED, "Create date", Kind.INSTANT),
            readOnly(OBJECT_ID, "Record ID", Kind.NUMBER),
            readOnly(EMPLOYER, "Primary associated company ID", Kind.NUMBER),
            readOnly(MERGED_IDS, "Merged record IDs", Kind.TEXT),
            readOnly(ADDITIONAL_EMAILS, "Additional email addresses", Kind.TEXT),
            readOnly(SEARCHABLE_PHONE, "Calculated phone number", Kind.TEXT)));

    static final ObjectType COMPANY_TYPE = new ObjectType(COMPANIES, "Companies", ObjectType.Kind.COMPANY, List.of(
            editable("name", "Company name", Kind.TEXT, Trait.NAME),
            editable("domain", "Company domain name", Kind.TEXT, Trait.DOMAIN),
            editable("phone", "Phone number", Kind.PHONE, Trait.PHONE),
            editable("city", "City", Kind.TEXT, Trait.CITY),
            editable("country", "Country/Region", Kind.TEXT, Trait.COUNTRY),
            editable("website", "Website URL", Kind.URL, Trait.WEBSITE),
            editable("industry", "Industry", Kind.OPTION, Trait.INDUSTRY,
                    "TECHNOLOGY", "MANUFACTURING", "RETAIL", "HEALTHCARE", "FINANCE", "EDUCATION"),
            editable("customer_notes", "Customer notes", Kind.LONG_TEXT, Trait.NOTES),
            editable("health_score", "Health score", Kind.NUMBER, Trait.HEALTH_SCORE),
            editable("renewal_date", "Renewal date", Kind.DATE, Trait.RENEWAL_DATE),
            editable("customer_tier", "Customer tier", Kind.OPTION, Trait.TIER, "gold", "silver", "bronze"),
            plain(OWNER, "Company owner", Kind.REFERENCE),
            readOnly("hs_lastmodifieddate", "Last modified date", Kind.INSTANT),
            readOnly(CREATED, "Create date", Kind.INSTANT),
            readOnly(OBJECT_ID, "Record ID", Kind.NUMBER),
            readOnly(MERGED_IDS, "Merged record IDs", Kind.TEXT)));

    static final ObjectType DEAL_TYPE = new ObjectType("deals", "Deals", ObjectType.Kind.OTHER, List.of(
            plain("dealname", "Deal name", Kind.TEXT).asRequired(),
            plain("amount", "Amount", Kind.NUMBER),
            plain("dealstage", "Deal stage", Kind.OPTION,
                    "appointmentscheduled", "qualifiedtobuy", "contractsent", "closedwon", "closedlost").asRequired(),
            plain(DEAL_PIPELINE, "Pipeline", Kind.OPTION, "default"),
            plain("closedate", "Close date", Kind.INSTANT),
            plain("description", "Deal description", Kind.LONG_TEXT),
            plain(OWNER, "Deal owner", Kind.REFERENCE),
            readOnly(DEAL_COMPANY, "Primary associated company", Kind.NUMBER),
            readOnly("hs_lastmodifieddate", "Last modified date", Kind.INSTANT),
            readOnly(CREATED, "Create date", Kind.INSTANT),
            readOnly(OBJECT_ID, "Record ID", Kind.NUMBER),
            readOnly(MERGED_IDS, "Merged record IDs", Kind.TEXT)));

    static final ObjectType TICKET_TYPE = new ObjectType("tickets", "Tickets", ObjectType.Kind.OTHER, List.of(
            plain("subject", "Ticket name", Kind.TEXT).asRequired(),
            plain("content", "Ticket description", Kind.LONG_TEXT),
            plain("hs_ticket_priority", "Priority", Kind.OPTION, "LOW", "MEDIUM", "HIGH"),
            plain(TICKET_PIPELINE, "Pipeline", Kind.OPTION, "0"),
            plain("hs_pipeline_stage", "Ticket status", Kind.OPTION, "1", "2", "3", "4").asRequired(),
            plain(OWNER, "Ticket owner", Kind.REFERENCE),
            readOnly(TICKET_COMPANY, "Primary company ID", Kind.NUMBER),
            readOnly("hs_lastmodifieddate", "Last modified date", Kind.INSTANT),
            readOnly(CREATED, "Create date", Kind.INSTANT),
            readOnly(OBJECT_ID, "Record ID", Kind.NUMBER),
            readOnly(MERGED_IDS, "Merged record IDs", Kind.TEXT)));

    /** A custom object, which somebody has defined for this account. */
    static final ObjectType SUBSCRIPTION_TYPE =
            new ObjectType("subscriptions", "Subscriptions", ObjectType.Kind.OTHER, List.of(
                    plain("subscription_name", "Subscription name", Kind.TEXT).asRequired(),
                    plain("seats", "Seats", Kind.NUMBER),
                    plain("starts_on", "Starts on", Kind.DATE),
                    plain("plan", "Plan", Kind.OPTION, "free", "pro"),
                    readOnly("hs_lastmodifieddate", "Last modified date", Kind.INSTANT),
                    readOnly(CUSTOM_CREATED, "Create date", Kind.INSTANT),
                    readOnly(OBJECT_ID, "Record ID", Kind.NUMBER),
                    readOnly(MERGED_IDS, "Merged record IDs", Kind.TEXT)));
    static final String SUBSCRIPTION_ID = "2-1001";

    static final AppDefinition APP = new AppDefinition("hubspot", "HubSpot", "#d6502f", Population.Hand.TIDY,
            Duration.ofMillis(1),
            List.of(CONTACT_TYPE, COMPANY_TYPE, DEAL_TYPE, TICKET_TYPE, SUBSCRIPTION_TYPE));

    /** What HubSpot returns where the caller names no property. */
    private static final Map<ObjectType, List<String>> DEFAULT_PROPERTIES = Map.of(
            CONTACT_TYPE, List.of(CREATED, EMAIL, "firstname", OBJECT_ID, "lastmodifieddate", "lastname"),
            COMPANY_TYPE, List.of(CREATED, "domain", "hs_lastmodifieddate", OBJECT_ID, "name"),
            DEAL_TYPE, List.of("amount", "closedate", CREATED, "dealname", "dealstage", OBJECT_ID, "pipeline"),
            TICKET_TYPE, List.of("content", CREATED, TICKET_PIPELINE, "hs_pipeline_stage", "hs_ticket_priority",
                    OBJECT_ID, "subject"),
            SUBSCRIPTION_TYPE, List.of(CUSTOM_CREATED, OBJECT_ID));
    private static final List<String> CUSTOM =
            List.of("customer_notes", "health_score", "renewal_date", "customer_tier");

    private HubSpotSchema() {
    }

    /** The type by name or by HubSpot's type id, or {@code null}. */
    static @Nullable ObjectType type(String nameOrId) {
        return switch (nameOrId) {
            case CONTACTS, "contact", "0-1" -> CONTACT_TYPE;
            case COMPANIES, "company", "0-2" -> COMPANY_TYPE;
            case "deals", "deal", "0-3" -> DEAL_TYPE;
            case "tickets", "ticket", "0-5" -> TICKET_TYPE;
            case "subscriptions", SUBSCRIPTION_ID -> SUBSCRIPTION_TYPE;
            default -> null;
        };
    }

    static String typeId(ObjectType type) {
        return switch (type.name()) {
            case CONTACTS -> "0-1";
            case COMPANIES -> "0-2";
            case "deals" -> "0-3";
            case "tickets" -> "0-5";
            default -> SUBSCRIPTION_ID;
        };
    }

    /** The word in webhooks, associations and messages: {@code contact}, {@code company}; custom ones are objects. */
    static String singular(ObjectType type) {
        return switch (type.name()) {
            case CONTACTS -> "contact";
            case COMPANIES -> "company";
            case "deals" -> "deal";
            case "tickets" -> "ticket";
            default -> "object";
        };
    }

    /** The type in messages: {@code CONTACT}, {@code DEAL}; a custom one goes by its id. */
    static String upper(ObjectType type) {
        return type == SUBSCRIPTION_TYPE ? SUBSCRIPTION_ID : singular(type).toUpperCase(Locale.ROOT);
    }

    /** Whether records of the type may belong to companies. */
    static boolean ofCompanies(ObjectType type) {
        return type != COMPANY_TYPE && type != SUBSCRIPTION_TYPE;
    }

    /** The property that shows a record's primary company. */
    static String employer(ObjectType type) {
        return switch (type.name()) {
            case CONTACTS -> EMPLOYER;
            case "tickets" -> TICKET_COMPANY;
            default -> DEAL_COMPANY;
        };
    }

    static String createdProperty(ObjectType type) {
        return type == SUBSCRIPTION_TYPE ? CUSTOM_CREATED : CREATED;
    }

    /** The pipeline that a new record of the type gets where none is named; empty for types without pipelines. */
    static Map<String, String> standardPipeline(ObjectType type) {
        return switch (type.name()) {
            case "deals" -> Map.of(DEAL_PIPELINE, "default");
            case "tickets" -> Map.of(TICKET_PIPELINE, "0");
            default -> Map.of();
        };
    }

    /** {@code lastmodifieddate} for contacts, {@code hs_lastmodifieddate} for everything else. */
    static String modifiedProperty(ObjectType type) {
        return type == CONTACT_TYPE ? "lastmodifieddate" : "hs_lastmodifieddate";
    }

    static List<String> defaultProperties(ObjectType type) {
        return DEFAULT_PROPERTIES.getOrDefault(type, List.of());
    }

    static boolean custom(FieldDefinition property) {
        return CUSTOM.contains(property.name());
    }
}
