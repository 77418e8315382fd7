package io.bothways.simulator.hubspot;

import static io.bothways.simulator.kit.store.FieldDefinition.editable;
import static io.bothways.simulator.kit.store.FieldDefinition.readOnly;

import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.people.Population;
import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.FieldDefinition.Kind;
import io.bothways.simulator.kit.store.ObjectType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object types, their properties, and the names and numbers that HubSpot gives them. */
final class HubSpotSchema {
    static final String CONTACTS = "contacts";
    static final String COMPANIES = "companies";
    static final String EMAIL = "email";
    static final String EMPLOYER = "associatedcompanyid";
    static final String MERGED_IDS = "hs_merged_object_ids";
    static final String ADDITIONAL_EMAILS = "hs_additional_emails";
    static final String OBJECT_ID = "hs_object_id";
    static final String CREATED = "createdate";
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
            readOnly("hs_lastmodifieddate", "Last modified date", Kind.INSTANT),
            readOnly(CREATED, "Create date", Kind.INSTANT),
            readOnly(OBJECT_ID, "Record ID", Kind.NUMBER),
            readOnly(MERGED_IDS, "Merged record IDs", Kind.TEXT)));

    static final AppDefinition APP = new AppDefinition("hubspot", "HubSpot", "#d6502f", Population.Hand.TIDY,
            Duration.ofMillis(1), List.of(CONTACT_TYPE, COMPANY_TYPE));

    /** What HubSpot returns where the caller names no property. */
    private static final Map<ObjectType, List<String>> DEFAULT_PROPERTIES = Map.of(
            CONTACT_TYPE, List.of(CREATED, EMAIL, "firstname", OBJECT_ID, "lastmodifieddate", "lastname"),
            COMPANY_TYPE, List.of(CREATED, "domain", "hs_lastmodifieddate", OBJECT_ID, "name"));
    private static final List<String> CUSTOM =
            List.of("customer_notes", "health_score", "renewal_date", "customer_tier");

    private HubSpotSchema() {
    }

    /** The type by name or by HubSpot's type id, or {@code null}. */
    static @Nullable ObjectType type(String nameOrId) {
        return switch (nameOrId) {
            case CONTACTS, "contact", "0-1" -> CONTACT_TYPE;
            case COMPANIES, "company", "0-2" -> COMPANY_TYPE;
            default -> null;
        };
    }

    static String typeId(ObjectType type) {
        return type == CONTACT_TYPE ? "0-1" : "0-2";
    }

    /** The word in webhooks, associations and messages: {@code contact}, {@code company}. */
    static String singular(ObjectType type) {
        return type == CONTACT_TYPE ? "contact" : "company";
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
