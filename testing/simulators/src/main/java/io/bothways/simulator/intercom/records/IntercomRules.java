package io.bothways.simulator.intercom.records;

import static io.bothways.simulator.intercom.records.IntercomSchema.COMPANY;
import static io.bothways.simulator.intercom.records.IntercomSchema.COMPANY_ID;
import static io.bothways.simulator.intercom.records.IntercomSchema.CONTACT;
import static io.bothways.simulator.intercom.records.IntercomSchema.EMAIL;
import static io.bothways.simulator.intercom.records.IntercomSchema.EXTERNAL_ID;
import static io.bothways.simulator.intercom.records.IntercomSchema.OPEN;
import static io.bothways.simulator.intercom.records.IntercomSchema.ROLE;
import static io.bothways.simulator.intercom.records.IntercomSchema.STATE;
import static io.bothways.simulator.intercom.records.IntercomSchema.STATES;
import static io.bothways.simulator.intercom.records.IntercomSchema.TICKET;
import static io.bothways.simulator.intercom.records.IntercomSchema.USER;

import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordRules;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Intercom's habits with values: e-mails lower-cased and unique among users, dates as days, numbers as typed. */
public final class IntercomRules implements RecordRules {
    public static final String EMAIL_INDEX = "e-mail of users";
    public static final String EXTERNAL_ID_INDEX = "external id";
    public static final String COMPANY_ID_INDEX = "company id";
    private static final long FIRST_TICKET = 600;
    private static final Pattern ADDRESS =
            Pattern.compile("[a-z0-9._%+'-]+@[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z]{2,}");

    public IntercomRules() {
    }

    @Override
    public String newId(ObjectType type, long sequence) {
        return type == TICKET ? String.valueOf(FIRST_TICKET + sequence) : String.format("6762f0dd%016x", sequence);
    }

    @Override
    public Map<String, @Nullable Object> accept(RecordStore store, ObjectType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((name, value) -> accepted.put(name, accept(field(type, name), value, type)));
        if (type == CONTACT) {
            checkContact(store, existing, accepted);
        } else if (type == COMPANY) {
            checkCompany(store, existing, accepted);
        } else if (existing == null) {
            accepted.putIfAbsent(STATE, STATES.getFirst());
            accepted.putIfAbsent(OPEN, true);
        }
        return accepted;
    }

    private static void checkContact(RecordStore store, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> accepted) {
        if (accepted.get(ROLE) == null) {
            accepted.remove(ROLE);
            if (existing == null) {
                accepted.put(ROLE, USER);
            }
        }
        Object role = value(existing, accepted, ROLE);
        Object email = value(existing, accepted, EMAIL);
        Object externalId = value(existing, accepted, EXTERNAL_ID);
        if (USER.equals(role)) {
            if (email == null && externalId == null) {
                throw new RecordRefused(IntercomErrors.MISSING, EMAIL, "A user needs an email or an external_id");
            }
            if (email != null) {
                refuseTaken(existing, store.find(EMAIL_INDEX, email.toString()));
            }
        }
        if (externalId != null) {
            refuseTaken(existing, store.find(EXTERNAL_ID_INDEX, externalId.toString()));
        }
    }

    private static void refuseTaken(@Nullable StoredRecord existing, @Nullable StoredRecord holder) {
        if (holder != null && holder != existing) {
            throw new RecordRefused(IntercomErrors.CONFLICT, null,
                    "A contact matching those details already exists with id=" + holder.id(), holder.id());
        }
    }

    /** Whether a contact is archived and can come back. */
    public static boolean archived(StoredRecord contact) {
        return contact.deleted() && Boolean.TRUE.equals(contact.field(IntercomSchema.ARCHIVED));
    }

    private static void checkCompany(RecordStore store, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> accepted) {
        Object wanted = accepted.get(COMPANY_ID);
        if (existing != null) {
            if (accepted.containsKey(COMPANY_ID) && !String.valueOf(existing.text(COMPANY_ID)).equals(wanted)) {
                throw new RecordRefused(IntercomErrors.INVALID, COMPANY_ID, "company_id cannot be changed");
            }
            return;
        }
        if (wanted != null && store.find(COMPANY_ID_INDEX, wanted.toString()) != null) {
            throw new RecordRefused(IntercomErrors.CONFLICT, COMPANY_ID, "Another company has this company_id");
        }
        // A company that somebody enters on Intercom's own pages has no id of ours: Intercom makes one up.
        int number = store.records(COMPANY).size();
        while (wanted == null) {
            String made = "intercom-company-" + ++number;
            wanted = store.find(COMPANY_ID_INDEX, made) == null ? made : null;
        }
        accepted.put(COMPANY_ID, wanted);
    }

    private static @Nullable Object value(@Nullable StoredRecord existing, Map<String, @Nullable Object> accepted,
            String field) {
        return accepted.containsKey(field) || existing == null ? accepted.get(field) : existing.field(field);
    }

    private static FieldDefinition field(ObjectType type, String name) {
        FieldDefinition field = type.field(name);
        if (field == null) {
            throw new RecordRefused(IntercomErrors.INVALID, name, "Custom attribute '" + shortName(name)
                    + "' does not exist");
        }
        if (!field.editable()) {
            throw new RecordRefused(IntercomErrors.INVALID, name, "Attribute '" + shortName(name)
                    + "' is not writable");
        }
        return field;
    }

    private static String shortName(String name) {
        return name.startsWith(DataAttribute.CUSTOM) ? name.substring(DataAttribute.CUSTOM.length()) : name;
    }

    private static @Nullable Object accept(FieldDefinition field, @Nullable Object given, ObjectType type) {
        if (given == null || given.toString().isBlank()) {
            return null;
        }
        String text = given.toString();
        try {
            return switch (field.kind()) {
                case EMAIL -> email(field, text);
                case NUMBER -> number(field, text, type);
                case DATE -> text.contains("-") ? LocalDate.parse(text.substring(0, Math.min(10, text.length())))
                        .toString() : LocalDate.ofInstant(Instant.ofEpochSecond(seconds(text)), ZoneOffset.UTC)
                        .toString();
                case INSTANT -> text.contains("T") ? Instant.parse(text).getEpochSecond() : seconds(text);
                case BOOLEAN -> truth(field, text);
                case OPTION -> option(field, text);
                default -> text;
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            throw wrong(field, text);
        }
    }

    private static String email(FieldDefinition field, String text) {
        String email = text.strip().toLowerCase(Locale.ROOT);
        if (!ADDRESS.matcher(email).matches()) {
            throw new RecordRefused(IntercomErrors.INVALID, field.name(), "Email is invalid");
        }
        return email;
    }

    private static Object number(FieldDefinition field, String text, ObjectType type) {
        double number = Double.parseDouble(text.strip());
        boolean whole = IntercomSchema.attribute(type, field.name())
                .map(attribute -> attribute.type() == DataAttribute.Type.INTEGER).orElse(false);
        if (whole && number != Math.rint(number) || !Double.isFinite(number)) {
            throw wrong(field, text);
        }
        return number;
    }

    private static long seconds(String text) {
        return (long) Double.parseDouble(text);
    }

    private static Boolean truth(FieldDefinition field, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(field, text);
        }
        return Boolean.valueOf(text);
    }

    private static String option(FieldDefinition field, String text) {
        if (!field.options().contains(text)) {
            throw wrong(field, text);
        }
        return text;
    }

    private static RecordRefused wrong(FieldDefinition field, String text) {
        return new RecordRefused(IntercomErrors.INVALID, field.name(),
                "The value '" + text + "' is not valid for attribute '" + shortName(field.name()) + "'");
    }
}
