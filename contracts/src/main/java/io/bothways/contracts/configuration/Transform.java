package io.bothways.contracts.configuration;

import java.util.Map;
import java.util.Optional;

/**
 * One step by which a value of one side is said in the words of the other. Steps of a mapping and direction are applied
 * in their order; a value that a step cannot take is held with a reason, and the rest of the record syncs.
 */
public sealed interface Transform {
    /** Letters of a text in one case. */
    record ChangeCase(Letters letters) implements Transform {}

    /** What {@link ChangeCase} makes of letters. */
    enum Letters {
        LOWER,
        UPPER,
        /** The first letter of each word, the others stay. */
        TITLE
    }

    /** Text without white space at its ends, and with single spaces within. */
    record Trim() implements Transform {}

    /** Several fields, or the options of a set, as one text; blank ones are left out. */
    record Join(String separator) implements Transform {}

    /**
     * One text for several fields, or for the options of a set.
     *
     * @param rest the field that takes what the others leave over: several parts, or nothing; white space as separator
     *     means any white space
     */
    record Split(String separator, Rest rest) implements Transform {}

    /** Which field of a {@link Split} takes what is left over. */
    enum Rest {
        FIRST,
        LAST
    }

    /**
     * A day or time as text, or a text as day or time, whichever the target is.
     *
     * @param pattern in the letters of {@link java.time.format.DateTimeFormatter}, with English names
     * @param zone the time zone in which a time is said, for example {@code Europe/Berlin}; not used for a day
     */
    record DateFormat(String pattern, String zone) implements Transform {}

    /** The day of a time in a time zone, or the first moment of a day there. */
    record DayIn(String zone) implements Transform {}

    /**
     * Words through a table.
     *
     * @param values a source's word (option, text, number, {@code true}) to the target's
     * @param otherwise for words that the table does not name; absent: such a value is held
     */
    record ValueMap(Map<String, String> values, Optional<String> otherwise) implements Transform {
        public ValueMap {
            values = Map.copyOf(values);
        }
    }

    /** What a blank value is said as. */
    record Default(String value) implements Transform {}

    /** A text with {@code {field}} for the source's fields, all of which the mapping names; blank ones are empty. */
    record Template(String text) implements Transform {}

    /**
     * A value computed by an expression.
     *
     * @param text in the expression language of docs/mappings.md; {@code value} is the value so far, {@code fields} the
     *     source's fields that the mapping names
     */
    record Expression(String text) implements Transform {}
}
