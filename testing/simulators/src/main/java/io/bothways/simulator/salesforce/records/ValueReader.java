package io.bothways.simulator.salesforce.records;

import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.salesforce.schema.FieldType;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.schema.Timestamps;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a JSON value into what the organization stores: trimmed, e-mails in lower case, blank text as null, dates as
 * their day; or refuses it as Salesforce does.
 */
final class ValueReader {
    /** The code of a value that is not of its field's type at all. */
    static final String UNREADABLE = "JSON_PARSER_ERROR";
    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>()]+@[^@\\s,;<>()]+\\.[^@\\s,;<>().]+");
    private static final int DATE_LENGTH = 10;

    private ValueReader() {}

    static @Nullable Object read(SalesforceField field, @Nullable Object json) {
        if (json == null || json instanceof String text && text.isBlank()) {
            // A checkbox is never blank.
            return field.type() == FieldType.BOOLEAN ? Boolean.FALSE : null;
        }
        return switch (field.type()) {
            case STRING, TEXTAREA, PHONE, URL -> text(field, json);
            case EMAIL -> email(field, text(field, json));
            case PICKLIST -> option(field, text(field, json));
            case MULTIPICKLIST -> options(field, text(field, json));
            case ID, REFERENCE -> id(field, text(field, json));
            case DOUBLE, CURRENCY, PERCENT -> inRange(field, number(json));
            case INT -> inRange(field, whole(json));
            case BOOLEAN -> truth(json);
            case DATE -> date(json);
            case DATETIME -> datetime(json);
        };
    }

    private static String text(SalesforceField field, Object json) {
        if (!(json instanceof String) && !(json instanceof Number) && !(json instanceof Boolean)) {
            throw cannotRead("string", json);
        }
        String text = json.toString().strip();
        if (!field.type().isChoice() && !field.type().isId() && text.length() > field.length()) {
            throw new RecordRefused("STRING_TOO_LONG", field.name(), field.label() + ": data value too large: " + text
                    + " (max length=" + field.length() + ")");
        }
        return text;
    }

    private static String email(SalesforceField field, String text) {
        if (!EMAIL.matcher(text).matches()) {
            throw new RecordRefused("INVALID_EMAIL_ADDRESS", field.name(),
                    field.label() + ": invalid email address: " + text);
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String option(SalesforceField field, String text) {
        Optional<String> known = field.options().stream().filter(text::equalsIgnoreCase).findFirst();
        if (known.isEmpty() && !field.restricted()) {
            return text;
        }
        return known.orElseThrow(() -> new RecordRefused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", field.name(),
                        field.label() + ": bad value for restricted picklist field: " + text));
    }

    /** The options in the order in which the field lists them, however they were sent. */
    private static String options(SalesforceField field, String text) {
        Set<String> chosen = new HashSet<>();
        for (String part : text.split(";")) {
            if (!part.isBlank()) {
                chosen.add(option(field, part.strip()));
            }
        }
        return field.options().stream().filter(chosen::contains).collect(Collectors.joining(";"));
    }

    private static String id(SalesforceField field, String text) {
        return RecordId.normalise(text).orElseThrow(() -> new RecordRefused("MALFORMED_ID", field.name(),
                field.label() + ": id value of incorrect type: " + text));
    }

    private static Double number(Object json) {
        try {
            double number = Double.parseDouble(json.toString());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw cannotRead("double", json);
        }
        throw cannotRead("double", json);
    }

    private static Double whole(Object json) {
        Double number = number(json);
        if (number != Math.rint(number)) {
            throw cannotRead("int", json);
        }
        return number;
    }

    private static Double inRange(SalesforceField field, Double number) {
        if (field.length() > 0 && Math.abs(number) >= Math.pow(10, field.length() - field.scale())) {
            throw new RecordRefused("NUMBER_OUTSIDE_VALID_RANGE", field.name(),
                    field.label() + ": value outside of valid range on numeric field: " + number);
        }
        return number;
    }

    private static Boolean truth(Object json) {
        return switch (json.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw cannotRead("boolean", json);
        };
    }

    private static String date(Object json) {
        String text = json.toString().strip();
        boolean hasTime = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == 'T';
        try {
            return LocalDate.parse(hasTime ? text.substring(0, DATE_LENGTH) : text).toString();
        } catch (DateTimeException notADate) {
            throw cannotRead("date", json);
        }
    }

    private static String datetime(Object json) {
        return Timestamps.read(json.toString().strip()).map(instant -> Timestamps.inRest(instant.toEpochMilli()))
                .orElseThrow(() -> cannotRead("dateTime", json));
    }

    private static RecordRefused cannotRead(String type, Object json) {
        String token = switch (json) {
            case String text -> "VALUE_STRING value " + text;
            case Number number -> "VALUE_NUMBER value " + number;
            case Boolean truth -> "VALUE_BOOLEAN value " + truth;
            default -> "START_OBJECT value {";
        };
        return new RecordRefused(UNREADABLE, null, "Cannot deserialize instance of " + type + " from " + token
                + " or request may be missing a required field");
    }
}
