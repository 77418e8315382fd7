package io.bothways.merge.batch;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.match.MatchKeys;
import java.util.Map;
import java.util.Optional;

/** A field whose normalised value is indexed, so that records can be found by it. */
public record KeyField(String field, MatchKey.Normaliser normaliser) {
    public static KeyField of(MatchKey key, Side side) {
        return new KeyField(key.field(side), key.normaliser());
    }

    /** The name under which its values are indexed: fields of all connections of an account share an index. */
    public String index() {
        return normaliser + ":" + field;
    }

    public Optional<String> value(Map<String, FieldValue> fields, String region) {
        return MatchKeys.normalise(normaliser, fields.getOrDefault(field, FieldValue.UNREAD), region);
    }
}
