package io.bothways.contracts.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.Collections;

/** A typed value as an app holds it. A date never passes through an instant. Values are personal data: not printed. */
public sealed interface Value {
    /** Free text, also e-mails, phones and addresses: as the app wrote it. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return "Text(" + text.length() + ")";
        }
    }

    /** A number. Its scale is kept for writing; {@code 10} and {@code 10.0} are compared canonically. */
    record Decimal(BigDecimal number) implements Value {
        @Override
        public String toString() {
            return "Decimal";
        }
    }

    /** Yes or no. */
    record Bool(boolean yes) implements Value {}

    /** A calendar day without a time zone. */
    record Date(LocalDate day) implements Value {
        @Override
        public String toString() {
            return "Date";
        }
    }

    /** A point in time. */
    record Timestamp(Instant at) implements Value {
        @Override
        public String toString() {
            return "Timestamp";
        }
    }

    /** One of a picklist's internal values. */
    record Option(String name) implements Value {}

    /** Several of a picklist's internal values; order means nothing. */
    record OptionSet(SortedSet<String> names) implements Value {
        public OptionSet {
            names = sorted(names);
        }
    }

    /** Another record of the same account. */
    record Reference(String type, String id) implements Value, Comparable<Reference> {
        @Override
        public int compareTo(Reference other) {
            int byType = type.compareTo(other.type);
            return byType != 0 ? byType : id.compareTo(other.id);
        }
    }

    /** Several other records of the same account; order means nothing. */
    record ReferenceSet(SortedSet<Reference> references) implements Value {
        public ReferenceSet {
            references = sorted(references);
        }
    }

    private static <T> SortedSet<T> sorted(Collection<T> items) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(items));
    }
}
