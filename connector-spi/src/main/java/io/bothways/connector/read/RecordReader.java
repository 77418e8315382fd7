package io.bothways.connector.read;

import io.bothways.connector.Ability;
import java.util.Collection;
import java.util.Set;

/** Reads records by id, from the records themselves and never from an index that lags. */
public interface RecordReader extends Ability {
    /**
     * At most {@link io.bothways.connector.descriptor.Reading#batch} ids. Every id is in exactly one part of the
     * answer, also one that the app could never have given.
     */
    Found readByIds(String type, Set<String> fields, Collection<String> ids);
}
