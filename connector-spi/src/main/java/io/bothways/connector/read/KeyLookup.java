package io.bothways.connector.read;

import io.bothways.connector.Ability;
import java.util.Collection;
import java.util.Set;

/** Looks for records by the value of a field; used after an unknown outcome or a duplicate answer. */
public interface KeyLookup extends Ability {
    /**
     * Records that hold one of {@code values} in {@code field}. {@link Found#reliable} says whether a miss can be
     * trusted; {@link Found#missing} is empty.
     */
    Found findByKey(String type, Set<String> fields, String field, Collection<String> values);
}
