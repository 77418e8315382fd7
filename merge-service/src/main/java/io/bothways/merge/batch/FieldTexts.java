package io.bothways.merge.batch;

import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.codec.Codec;
import java.util.HashMap;
import java.util.Map;

/**
 * Fields as rows hold them, each text decoded once per attempt: a record that rests and the base of its link are the
 * same text, and then the very same fields.
 */
public final class FieldTexts {
    private final Codec codec;
    private final Map<String, Map<String, FieldValue>> decoded = new HashMap<>();

    public FieldTexts(Codec codec) {
        this.codec = codec;
    }

    public Map<String, FieldValue> fields(String text) {
        return decoded.computeIfAbsent(text, codec::decodeFields);
    }
}
