package io.bothways.chaos.judge;

import io.bothways.contracts.Side;

/**
 * What happened to one field of a record, as its app tells it.
 *
 * @param order its place among all changes of its app
 * @param kind the app's word: {@code created}, {@code updated}, {@code deleted} and so on
 * @param field empty where it is about the whole record
 * @param byPerson whether a person did it, else a client of the API
 * @param atMillis of the epoch
 * @param before the former value, empty where it was blank
 * @param after the value from then on
 */
public record Change(long order, Side side, String kind, String type, String id, String field, boolean byPerson,
        long atMillis, String before, String after) {
    boolean created() {
        return kind.equals("created");
    }

    boolean deleted() {
        return kind.equals("deleted") || kind.equals("combined");
    }

    Record record() {
        return new Record(side, type, id);
    }

    boolean precedes(Change other) {
        return side == other.side ? order < other.order : atMillis < other.atMillis;
    }

    /** A record of one of the apps. */
    public record Record(Side side, String type, String id) {
        @Override
        public String toString() {
            return (side == Side.A ? "HubSpot " : "Salesforce ") + type + " " + id;
        }
    }

    @Override
    public String toString() {
        String who = byPerson ? "a person" : "the API";
        return field.isEmpty() ? who + " " + kind + " " + record()
                : who + " " + (created() ? "created " : "set ") + record() + "." + field + " from '" + before + "' to '"
                        + after + "'";
    }
}
