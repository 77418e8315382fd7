package io.bothways.connector;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes batches. Every method gives one answer per input, in the order of the inputs; it throws {@link
 * ConnectorException} only where the whole call failed and says with its kind whether anything may have been applied
 * (OUTCOME_UNKNOWN) or nothing was. Reference fields are written by whatever the app has for associations.
 */
public interface RecordWriter {
    List<Answer> create(String type, List<NewRecord> records);

    List<Answer> update(String type, List<RecordUpdate> updates);

    /** Archives where the app can, else deletes. */
    List<Answer> archive(String type, List<String> ids);

    /**
     * @param marker unique per create: stored with the record where the app can hold one, so that a lost answer can be
     *     looked up
     */
    record NewRecord(Map<String, FieldValue> fields, String marker) {
        public NewRecord {
            fields = Map.copyOf(fields);
        }
    }

    /** Cleared fields are emptied with the app's own clear token. */
    record RecordUpdate(String id, Map<String, FieldValue> fields) {
        public RecordUpdate {
            fields = Map.copyOf(fields);
        }
    }

    /** What became of one input. */
    sealed interface Answer {
        /**
         * @param told what the record now holds, where the answer carries it
         */
        record Done(String id, Optional<SourceRecord> told) implements Answer {}

        /** A record with the same unique value is there already. */
        record Duplicate(Optional<String> existing, Failure failure) implements Answer {}

        /** The record lives on under another id. */
        record Moved(String id) implements Answer {}

        /** The record is not there. */
        record Missing() implements Answer {}

        /** This input failed; the kind says whether to try again. */
        record Failed(FailureKind kind, Failure failure) implements Answer {}
    }
}
