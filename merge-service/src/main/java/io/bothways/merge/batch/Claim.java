package io.bothways.merge.batch;

import java.util.Comparator;

/** The row that everybody locks who wants to match or create a record with this key value, on either side. */
public record Claim(String tenant, String connection, String object, String key, String value)
        implements Comparable<Claim> {
    private static final Comparator<Claim> ORDER = Comparator.comparing(Claim::tenant)
            .thenComparing(Claim::connection)
            .thenComparing(Claim::object)
            .thenComparing(Claim::key)
            .thenComparing(Claim::value);

    @Override
    public int compareTo(Claim other) {
        return ORDER.compare(this, other);
    }
}
