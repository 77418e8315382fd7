package io.bothways.connector.intercom;

import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields that every workspace has; where each stands in a record and what may be written of it. */
final class IntercomFields {
    /** The one company of a contact; unread where a contact has several, because none of them is the first. */
    static final String COMPANY = "company";
    /** All companies of a contact. */
    static final String COMPANIES = "companies";
    static final String COMPANY_ID = "company_id";
    static final String EXTERNAL_ID = "external_id";
    static final String EMAIL = "email";
    static final String ROLE = "role";
    static final String OWNER = "owner_id";
    /** Written as a text, read as an object with a name. */
    static final String PLAN = "plan";
    static final String NAME = "name";
    /** Before the name of an attribute that the workspace has defined, as the vendor's full names have it. */
    static final String ATTRIBUTE = "custom_attributes.";
    /** Before the name of an attribute of tickets; each type of ticket has its own. */
    static final String TICKET_ATTRIBUTE = "ticket_attributes.";
    static final String TITLE = "_default_title_";
    static final String DESCRIPTION = "_default_description_";
    static final String TICKET_TYPE = "ticket_type_id";
    static final String TICKET_STATE = "ticket_state_id";
    /** Who a ticket is about; the app takes one contact. */
    static final String CONTACT_OF_TICKET = "contact";
    /** Read under this name, written as {@code assignee_id}, where 0 is nobody. */
    static final String ASSIGNEE = "admin_assignee_id";

    private static final List<FieldSchema> CONTACT = List.of(
            reference(COMPANY, "Company", ValueType.REFERENCE, IntercomType.COMPANIES, "company"),
            reference(COMPANIES, "Companies", ValueType.REFERENCE_SET, IntercomType.COMPANIES, ""),
            reference(OWNER, "Owner", ValueType.REFERENCE, IntercomType.ADMINS, "owner"),
            new FieldSchema(ROLE, "Role", ValueType.OPTION, Optional.empty(), true, true, false, false,
                    Map.of("user", "User", "lead", "Lead"), List.of()),
            written(EMAIL, "Email", ValueType.EMAIL, "email"),
            written(NAME, "Name", ValueType.TEXT, "name"),
            written("phone", "Phone", ValueType.PHONE, "phone"),
            unique(EXTERNAL_ID, "User ID", true),
            written("unsubscribed_from_emails", "Unsubscribed from emails", ValueType.BOOLEAN, ""),
            written("signed_up_at", "Signed up", ValueType.TIMESTAMP, ""),
            written("last_seen_at", "Last seen", ValueType.TIMESTAMP, ""),
            read("language_override", "Language", ValueType.TEXT),
            read("has_hard_bounced", "Hard bounced", ValueType.BOOLEAN),
            read("marked_email_as_spam", "Marked email as spam", ValueType.BOOLEAN),
            read("last_replied_at", "Last replied", ValueType.TIMESTAMP),
            read("last_contacted_at", "Last contacted", ValueType.TIMESTAMP),
            read("browser", "Browser", ValueType.TEXT),
            read("os", "Operating system", ValueType.TEXT),
            read("created_at", "Created", ValueType.TIMESTAMP),
            read("updated_at", "Updated", ValueType.TIMESTAMP));

    private static final List<FieldSchema> COMPANY_FIELDS = List.of(
            unique(COMPANY_ID, "Company ID", false),
            written(NAME, "Company name", ValueType.TEXT, "name"),
            written("website", "Website", ValueType.URL, "website"),
            written("industry", "Industry", ValueType.TEXT, "industry"),
            written("size", "Size", ValueType.DECIMAL, ""),
            written("monthly_spend", "Monthly spend", ValueType.DECIMAL, ""),
            written(PLAN, "Plan", ValueType.TEXT, ""),
            written("remote_created_at", "Created elsewhere", ValueType.TIMESTAMP, ""),
            read("user_count", "People", ValueType.DECIMAL),
            read("session_count", "Sessions", ValueType.DECIMAL),
            read("last_request_at", "Last seen", ValueType.TIMESTAMP),
            read("created_at", "Created", ValueType.TIMESTAMP),
            read("updated_at", "Updated", ValueType.TIMESTAMP));

    /** Type and state have options of the workspace's own, which {@link IntercomSchema} adds. */
    private static final List<FieldSchema> TICKET = List.of(
            new FieldSchema(CONTACT_OF_TICKET, "Contact", ValueType.REFERENCE, Optional.of("contact"), true, false,
                    true, false, Map.of(), List.of(IntercomType.CONTACTS.path())),
            new FieldSchema(ASSIGNEE, "Assignee", ValueType.REFERENCE, Optional.of("owner"), false, true, false, false,
                    Map.of(), List.of(IntercomType.ADMINS.path())),
            new FieldSchema("open", "Open", ValueType.BOOLEAN, Optional.empty(), false, true, false, false, Map.of(),
                    List.of()),
            new FieldSchema("is_shared", "Shared with the customer", ValueType.BOOLEAN, Optional.empty(), false, true,
                    false, false, Map.of(), List.of()),
            read("ticket_id", "Number", ValueType.TEXT),
            read("category", "Category", ValueType.TEXT),
            read("created_at", "Created", ValueType.TIMESTAMP),
            read("updated_at", "Updated", ValueType.TIMESTAMP));

    private static final List<FieldSchema> ADMIN = List.of(
            read(EMAIL, "Email", ValueType.EMAIL),
            read(NAME, "Name", ValueType.TEXT),
            read("job_title", "Job title", ValueType.TEXT));

    private IntercomFields() {}

    static List<FieldSchema> of(IntercomType type) {
        return switch (type) {
            case CONTACTS -> CONTACT;
            case COMPANIES -> COMPANY_FIELDS;
            case TICKETS -> TICKET;
            case ADMINS -> ADMIN;
        };
    }

    /** Where an attribute of the workspace's own stands; empty for a field that every workspace has. */
    static Optional<Attribute> attribute(String field) {
        for (String prefix : List.of(ATTRIBUTE, TICKET_ATTRIBUTE)) {
            if (field.startsWith(prefix)) {
                return Optional.of(new Attribute(
                        prefix.substring(0, prefix.length() - 1), field.substring(prefix.length())));
            }
        }
        return Optional.empty();
    }

    /** An attribute by its name within the member of a record that holds all of them. */
    record Attribute(String container, String name) {}

    /** Whether a field stands beside the record and is written by attaching and detaching. */
    static boolean isAttached(IntercomType type, String field) {
        return type == IntercomType.CONTACTS && (field.equals(COMPANY) || field.equals(COMPANIES));
    }

    private static FieldSchema written(String name, String label, ValueType type, String meaning) {
        return new FieldSchema(
                name, label, type, Optional.of(meaning).filter(word -> !word.isEmpty()), true, true, false, false,
                Map.of(), List.of());
    }

    private static FieldSchema read(String name, String label, ValueType type) {
        return new FieldSchema(
                name, label, type, name.equals(EMAIL) ? Optional.of(EMAIL) : Optional.empty(), false, false, false,
                false, Map.of(), List.of());
    }

    private static FieldSchema unique(String name, String label, boolean updatable) {
        return new FieldSchema(
                name, label, ValueType.TEXT, Optional.empty(), true, updatable, false, true, Map.of(), List.of());
    }

    private static FieldSchema reference(
            String name, String label, ValueType type, IntercomType target, String meaning) {
        return new FieldSchema(
                name, label, type, Optional.of(meaning).filter(word -> !word.isEmpty()), true, true, false, false,
                Map.of(), List.of(target.path()));
    }
}
