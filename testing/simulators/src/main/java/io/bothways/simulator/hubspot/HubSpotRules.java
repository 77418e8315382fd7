package io.bothways.simulator.hubspot;

import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordRules;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HubSpot's habits with values: everything is text, e-mails are lower-cased and unique, domains are bare hosts. */
final class HubSpotRules implements RecordRules {
    /** The index of contacts by e-mail; additional e-mails of merged contacts count too. */
    static final String EMAIL_INDEX = "contact e-mail";
    static final String CONFLICT = "CONFLICT";
    static final String REQUIRED = "REQUIRED_PROPERTY";
    private static final long FIRST_ID = 10_000;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final Pattern ADDRESS =
            Pattern.compile("[a-z0-9._%+'-]+@[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z]{2,}");

    @Override
    public String newId(ObjectType type, long sequence) {
        return String.valueOf(FIRST_ID + sequence);
    }

    @Override
    public Map<String, @Nullable Object> accept(RecordStore store, ObjectType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((name, value) -> accepted.put(name, accept(property(type, name), value)));
        if (existing == null) {
            HubSpotSchema.standardPipeline(type).forEach((name, pipeline) -> {
                if (accepted.get(name) == null) {
                    accepted.put(name, pipeline);
                }
            });
        }
        for (FieldDefinition property : type.fields()) {
            if (property.required()
                    && (existing == null || accepted.containsKey(property.name()))
                    && accepted.get(property.name()) == null) {
                throw new RecordRefused(REQUIRED, property.name(), "Error "
                        + (existing == null ? "creating " : "updating ") + HubSpotSchema.upper(type)
                        + ". Some required properties were not set.");
            }
        }
        if (type == HubSpotSchema.CONTACT_TYPE && accepted.get(HubSpotSchema.EMAIL) instanceof String email) {
            StoredRecord holder = store.find(EMAIL_INDEX, email);
            if (holder != null && holder != existing) {
                throw new RecordRefused(CONFLICT, HubSpotSchema.EMAIL,
                        "Contact already exists. Existing ID: " + holder.id(), holder.id());
            }
        }
        return accepted;
    }

    private static FieldDefinition property(ObjectType type, String name) {
        FieldDefinition property = type.field(name);
        if (property == null) {
            throw new RecordRefused("PROPERTY_DOESNT_EXIST", name, "Property \"" + name + "\" does not exist");
        }
        if (!property.editable()) {
            throw new RecordRefused("READ_ONLY_VALUE", name, "\"" + name + "\" is a read only property; its value "
                    + "cannot be set.");
        }
        return property;
    }

    private static @Nullable Object accept(FieldDefinition property, @Nullable Object given) {
        String text = Objects.toString(given, "");
        if (text.isEmpty()) {
            return null;
        }
        return switch (property.kind()) {
            case EMAIL -> email(property, text);
            case NUMBER -> number(property, text);
            case DATE -> date(property, text);
            case OPTION -> option(property, text);
            case INSTANT -> instant(property, text);
            case REFERENCE -> owner(property, text);
            default -> property.name().equals("domain") ? bareHost(text) : text;
        };
    }

    private static String email(FieldDefinition property, String text) {
        String email = text.strip().toLowerCase(Locale.ROOT);
        if (!ADDRESS.matcher(email).matches()) {
            throw new RecordRefused("INVALID_EMAIL", property.name(), "Email address " + text + " is invalid");
        }
        return email;
    }

    private static String number(FieldDefinition property, String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            throw new RecordRefused("INVALID_DOUBLE", property.name(), text + " was not a valid number.");
        }
    }

    /** A day, or the milliseconds of its midnight in UTC; any other instant is refused. */
    private static String date(FieldDefinition property, String text) {
        try {
            long millis = Long.parseLong(text);
            if (Math.floorMod(millis, MILLIS_PER_DAY) == 0) {
                return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
            }
            throw new RecordRefused("INVALID_DATE", property.name(), text + " is at " + Instant.ofEpochMilli(millis)
                    + " UTC, not midnight!");
        } catch (NumberFormatException e) {
            try {
                return LocalDate.parse(text).toString();
            } catch (DateTimeParseException unreadable) {
                throw new RecordRefused("INVALID_DATE", property.name(), text + " was not a valid date.");
            }
        }
    }

    /** Milliseconds or ISO; kept as ISO. */
    private static String instant(FieldDefinition property, String text) {
        try {
            return RecordJson.instant(text.matches("-?\\d{1,15}")
                    ? Long.parseLong(text)
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new RecordRefused("INVALID_DATE", property.name(), text + " was not a valid date.");
        }
    }

    private static String owner(FieldDefinition property, String text) {
        if (!OwnerRoutes.OWNERS.containsKey(text)) {
            throw new RecordRefused("INVALID_OWNER_ID", property.name(), text + " is not a valid owner id.");
        }
        return text;
    }

    private static String option(FieldDefinition property, String text) {
        if (!property.options().contains(text)) {
            throw new RecordRefused("INVALID_OPTION", property.name(), text + " was not one of the allowed options: "
                    + property.options());
        }
        return text;
    }

    private static String bareHost(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        try {
            String host = new URI(address.contains("://") ? address : "http://" + address).getHost();
            if (host != null) {
                return host.startsWith("www.") ? host.substring("www.".length()) : host;
            }
        } catch (URISyntaxException e) {
            // HubSpot keeps what it cannot read as an address.
        }
        return address;
    }
}
