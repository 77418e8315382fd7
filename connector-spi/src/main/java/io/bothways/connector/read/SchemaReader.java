package io.bothways.connector.read;

import io.bothways.connector.Ability;
import io.bothways.contracts.record.ObjectSchema;
import java.util.List;

/** Learns the account's object types and fields. */
public interface SchemaReader extends Ability {
    /** The types that can be kept in step, with their fields, options and what may be written. Pays calls. */
    List<ObjectSchema> describe();
}
