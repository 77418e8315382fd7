package io.bothways.connector.write;

import io.bothways.connector.Ability;
import io.bothways.contracts.record.Value;
import java.util.List;

/**
 * Adds and removes single associations, where the app keeps them beside its records. A reference field that is written
 * with a record ({@link RecordWriter}) states the whole set; this says only the difference.
 */
public interface RecordRelations extends Ability {
    /** One answer per relation; one that is there already is Done. */
    List<Answer> relate(String type, String field, List<Relation> relations);

    /** One answer per relation; one that is not there is Done. */
    List<Answer> unrelate(String type, String field, List<Relation> relations);

    /**
     * @param from id of a record of the type that has the field
     */
    record Relation(String from, Value.Reference to) {}
}
