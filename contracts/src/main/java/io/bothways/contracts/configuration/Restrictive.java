package io.bothways.contracts.configuration;

import java.util.List;

/** Which of two values restricts more, for {@link Policy#MOST_RESTRICTIVE}. */
public sealed interface Restrictive {
    /**
     * An order of words: options by name, yes and no as {@code true} and {@code false}, texts as they are.
     *
     * @param values side A's words, the most restrictive first; the empty word is an empty field, and what is not
     *     named restricts less than everything that is
     */
    record Ranked(List<String> values) implements Restrictive {
        public Ranked {
            values = List.copyOf(values);
        }
    }

    /** The smaller number, the earlier day or time; an empty field restricts least. */
    record Lowest() implements Restrictive {}

    /** The greater number, the later day or time; an empty field restricts least. */
    record Highest() implements Restrictive {}
}
