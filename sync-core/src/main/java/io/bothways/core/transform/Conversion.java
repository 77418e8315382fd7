package io.bothways.core.transform;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.canonical.Word;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes of a word, number, day or yes the value of a field's type, where there is no doubt what is meant. */
final class Conversion {
    /** No number of an app has more digits; a longer text is none. */
    private static final int MOST_DIGITS = 1_000;

    private Conversion() {}

    /** The value in the type's own kind; empty where it cannot be one. */
    static Optional<Value> to(ValueType type, Value value) {
        if (CanonicalForm.fits(FieldValue.of(value), type)) {
            return Optional.of(value);
        }
        if (!single(value)) {
            return Optional.empty();
        }
        String word = Word.of(value);
        return switch (type) {
            case TEXT, EMAIL, PHONE, URL -> Optional.of(new Value.Text(word));
            case OPTION -> Optional.of(new Value.Option(word));
            case OPTION_SET -> Optional.of(new Value.OptionSet(new TreeSet<>(List.of(word))));
            case DECIMAL -> value instanceof Value.Bool ? Optional.empty() : decimal(word).map(Value.Decimal::new);
            case BOOLEAN -> bool(word).map(Value.Bool::new);
            case DATE -> value instanceof Value.Timestamp ? Optional.empty() : day(word).map(Value.Date::new);
            case TIMESTAMP -> instant(word).map(Value.Timestamp::new);
            case REFERENCE, REFERENCE_SET -> Optional.empty();
        };
    }

    /** Whether a value is one word and not several. */
    static boolean single(Value value) {
        return !(value instanceof Value.OptionSet
                || value instanceof Value.Reference
                || value instanceof Value.ReferenceSet);
    }

    static Optional<BigDecimal> decimal(String word) {
        if (word.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(word);
            return Math.abs((long) number.scale()) <= MOST_DIGITS ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> bool(String word) {
        return switch (word) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<LocalDate> day(String word) {
        try {
            return Optional.of(LocalDate.parse(word));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String word) {
        try {
            return Optional.of(Instant.parse(word));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
