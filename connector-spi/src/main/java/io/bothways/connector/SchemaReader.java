package io.bothways.connector;

import io.bothways.contracts.record.ObjectSchema;
import java.util.List;

/** Learns the account's object types and fields. */
public interface SchemaReader {
    /** The types that can be kept in step, with their fields, options and what may be written. Pays calls. */
    List<ObjectSchema> describe();
}
