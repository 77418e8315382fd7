package io.bothways.core.canonical;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The canonical form of values: equal forms, same value. Always computed from the raw value and never stored, so that
 * an upgrade of a rule or library is no edit.
 *
 * @param region ISO 3166 code of the country whose national phone numbers are meant where a number has no country code
 */
public record CanonicalForm(String region) {
    /** The canonical form; text that holds only white space, and an empty set, are the same as no value. */
    public FieldValue of(FieldValue field, ValueType type) {
        if (!(field instanceof FieldValue.Present(Value value))) {
            return field;
        }
        return switch (value) {
            case Value.Text(String text) -> FieldValue.text(text(text, type));
            case Value.Decimal(BigDecimal number) ->
                FieldValue.of(new Value.Decimal(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()));
            case Value.Timestamp(var at) -> FieldValue.of(new Value.Timestamp(at.truncatedTo(ChronoUnit.MILLIS)));
            case Value.Option(String name) -> name.isBlank() ? FieldValue.CLEARED : field;
            case Value.OptionSet(var names) -> names.isEmpty() ? FieldValue.CLEARED : field;
            case Value.ReferenceSet(var references) -> references.isEmpty() ? FieldValue.CLEARED : field;
            case Value.Bool yes -> field;
            case Value.Date day -> field;
            case Value.Reference reference -> field;
        };
    }

    /** Whether both are the same value; an unread field equals nothing but an unread one. */
    public boolean same(FieldValue one, FieldValue other, ValueType type) {
        if (one.equals(other)) {
            return true;
        }
        // Most comparisons are against an empty field, and a phone number is costly to parse.
        return blank(one, type) == blank(other, type) && of(one, type).equals(of(other, type));
    }

    /** Whether the field was read and holds nothing. */
    public boolean blank(FieldValue field, ValueType type) {
        return field instanceof FieldValue.Present(Value.Text(String text))
                ? text.isBlank()
                : of(field, type) instanceof FieldValue.Cleared;
    }

    /** Whether a value is of a field's type; an app that answers otherwise has changed its schema. */
    public static boolean fits(FieldValue field, ValueType type) {
        if (!(field instanceof FieldValue.Present(Value value))) {
            return true;
        }
        return switch (type) {
            case TEXT, EMAIL, PHONE, URL -> value instanceof Value.Text;
            case DECIMAL -> value instanceof Value.Decimal;
            case BOOLEAN -> value instanceof Value.Bool;
            case DATE -> value instanceof Value.Date;
            case TIMESTAMP -> value instanceof Value.Timestamp;
            case OPTION -> value instanceof Value.Option;
            case OPTION_SET -> value instanceof Value.OptionSet;
            case REFERENCE -> value instanceof Value.Reference;
            case REFERENCE_SET -> value instanceof Value.ReferenceSet;
        };
    }

    private String text(String text, ValueType type) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        return switch (type) {
            case EMAIL -> plain.toLowerCase(Locale.ROOT);
            case PHONE -> PhoneNumber.canonical(plain, region);
            case URL -> WebAddress.canonical(plain);
            // Apps exchange line ends freely: a text area that comes back with CR LF is no edit.
            default -> plain.indexOf('\r') < 0 ? plain : plain.replace("\r\n", "\n").replace('\r', '\n');
        };
    }
}
