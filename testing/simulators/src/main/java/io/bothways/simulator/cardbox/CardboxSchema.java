package io.bothways.simulator.cardbox;

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

/** Both object types. The version counts the changes of a record and is the only thing that tells old from new. */
final class CardboxSchema {
    static final String VERSION = "version";
    static final String EMAIL = "email";
    static final String COMPANY_ID = "company_id";

    static final ObjectType CONTACTS = new ObjectType("contacts", "Contacts", ObjectType.Kind.PERSON, List.of(
            editable("first_name", "First name", Kind.TEXT, Trait.FIRST_NAME),
            editable("last_name", "Last name", Kind.TEXT, Trait.LAST_NAME).asRequired(),
            editable(EMAIL, "E-mail", Kind.EMAIL, Trait.EMAIL),
            editable("phone", "Phone", Kind.PHONE, Trait.PHONE),
            editable("job_title", "Job title", Kind.TEXT, Trait.TITLE),
            editable("city", "City", Kind.TEXT, Trait.CITY),
            editable("country", "Country", Kind.TEXT, Trait.COUNTRY),
            editable("website", "Website", Kind.URL, Trait.WEBSITE),
            editable("notes", "Notes", Kind.LONG_TEXT, Trait.NOTES),
            editable("health_score", "Health score", Kind.NUMBER, Trait.HEALTH_SCORE),
            editable("renewal_date", "Renewal date", Kind.DATE, Trait.RENEWAL_DATE),
            editable("tier", "Tier", Kind.OPTION, Trait.TIER, "gold", "silver", "bronze"),
            new FieldDefinition("do_not_call", "Do not call", Kind.BOOLEAN, null, List.of(), true, false),
            new FieldDefinition(COMPANY_ID, "Company", Kind.REFERENCE, null, List.of(), true, false),
            readOnly(VERSION, "Version", Kind.NUMBER)));

    static final ObjectType COMPANIES = new ObjectType("companies", "Companies", ObjectType.Kind.COMPANY, List.of(
            editable("name", "Name", Kind.TEXT, Trait.NAME).asRequired(),
            editable("domain", "Domain", Kind.TEXT, Trait.DOMAIN),
            editable("phone", "Phone", Kind.PHONE, Trait.PHONE),
            editable("city", "City", Kind.TEXT, Trait.CITY),
            editable("country", "Country", Kind.TEXT, Trait.COUNTRY),
            editable("website", "Website", Kind.URL, Trait.WEBSITE),
            editable("industry", "Industry", Kind.OPTION, Trait.INDUSTRY,
                    "technology", "manufacturing", "retail", "healthcare", "finance", "education"),
            editable("notes", "Notes", Kind.LONG_TEXT, Trait.NOTES),
            editable("health_score", "Health score", Kind.NUMBER, Trait.HEALTH_SCORE),
            editable("renewal_date", "Renewal date", Kind.DATE, Trait.RENEWAL_DATE),
            editable("tier", "Tier", Kind.OPTION, Trait.TIER, "gold", "silver", "bronze"),
            readOnly(VERSION, "Version", Kind.NUMBER)));

    static final AppDefinition APP = new AppDefinition("cardbox", "Cardbox", "#8a5a1f", Population.Hand.HASTY,
            Duration.ofMillis(1), List.of(CONTACTS, COMPANIES));

    private CardboxSchema() {
    }

    /** The word in webhooks and messages. */
    static String singular(ObjectType type) {
        return type == CONTACTS ? "contact" : "company";
    }
}
