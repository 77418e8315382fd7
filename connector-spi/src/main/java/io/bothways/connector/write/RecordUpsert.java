package io.bothways.connector.write;

import io.bothways.connector.Ability;
import java.util.List;

/** Creates or changes records by a unique field, in one step of the app. May be repeated. */
public interface RecordUpsert extends Ability {
    /**
     * At most {@link io.bothways.connector.descriptor.Writing#createBatch} inputs.
     *
     * @param key a unique field that every input holds
     */
    List<Upserted> upsert(String type, String key, List<NewRecord> records);

    /** @param created whether the record was not there before; false where nothing was done */
    record Upserted(Answer answer, boolean created) {}
}
