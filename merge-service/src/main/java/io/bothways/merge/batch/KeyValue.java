package io.bothways.merge.batch;

/**
 * A value of an indexed field of one account's records.
 *
 * @param index names the field and how its values are normalised
 */
public record KeyValue(String tenant, String account, String type, String index, String value) {
    /** A value among records like this one. */
    public static KeyValue of(RecordKey any, String index, String value) {
        return new KeyValue(any.tenant().value(), any.ref().account().value(), any.ref().type(), index, value);
    }
}
