package io.bothways.contracts.write;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import java.time.Instant;
import java.util.Map;

/** What an app is to be told. A missing record is never turned into a create. */
public sealed interface WriteCommand {
    CommandHead head();

    /** The target's field names and what they shall hold; names only in {@code toString}. */
    Map<String, FieldValue> fields();

    /** The source's field names and the values that the decision read: what the source's base becomes on success. */
    Map<String, FieldValue> sourceValues();

    /**
     * Make the counterpart of a record.
     *
     * @param source the record that it is made from
     * @param matchKeys target field to value: what an existing counterpart would be found by
     */
    record CreateRecord(
            CommandHead head,
            RecordRef source,
            Map<String, FieldValue> fields,
            Map<String, FieldValue> sourceValues,
            Map<String, FieldValue> matchKeys)
            implements WriteCommand {
        public CreateRecord {
            fields = Map.copyOf(fields);
            sourceValues = Map.copyOf(sourceValues);
            matchKeys = Map.copyOf(matchKeys);
        }

        @Override
        public String toString() {
            return "CreateRecord[" + head.id() + " from " + source.key() + ", fields " + fields.keySet() + "]";
        }
    }

    /**
     * Change fields of a record.
     *
     * @param expected what the target held in these fields when it was decided
     * @param expectedAt when that was read; an older command is checked against a fresh reading before it is sent
     */
    record UpdateRecord(
            CommandHead head,
            RecordRef target,
            Map<String, FieldValue> fields,
            Map<String, FieldValue> sourceValues,
            Map<String, FieldValue> expected,
            Instant expectedAt)
            implements WriteCommand {
        public UpdateRecord {
            fields = Map.copyOf(fields);
            sourceValues = Map.copyOf(sourceValues);
            expected = Map.copyOf(expected);
        }

        @Override
        public String toString() {
            return "UpdateRecord[" + head.id() + " of " + target.key() + ", fields " + fields.keySet() + "]";
        }
    }

    /** Delete or archive a record, as the app's connector does it; read again before, differing means review. */
    record DeleteRecord(
            CommandHead head, RecordRef target, Map<String, FieldValue> expected, Instant expectedAt)
            implements WriteCommand {
        public DeleteRecord {
            expected = Map.copyOf(expected);
        }

        @Override
        public Map<String, FieldValue> fields() {
            return Map.of();
        }

        @Override
        public Map<String, FieldValue> sourceValues() {
            return Map.of();
        }

        @Override
        public String toString() {
            return "DeleteRecord[" + head.id() + " of " + target.key() + "]";
        }
    }
}
