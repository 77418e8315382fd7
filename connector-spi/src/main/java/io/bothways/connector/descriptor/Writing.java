package io.bothways.connector.descriptor;

/**
 * How an app is written to.
 *
 * @param createBatch inputs per create and per upsert
 * @param updateBatch inputs per update
 * @param deleteBatch inputs per delete and per restore
 * @param partial what becomes of the good inputs of a batch with a bad one
 * @param tellsInAnswer write answers carry the values that the record now holds; where false the writer reads back
 * @param readBackPage ids per reading after a write
 * @param clear how a field is emptied
 * @param marker what becomes of {@link io.bothways.connector.write.NewRecord#marker}
 */
public record Writing(
        int createBatch,
        int updateBatch,
        int deleteBatch,
        Partial partial,
        boolean tellsInAnswer,
        int readBackPage,
        ClearToken clear,
        Marker marker) {
    public Writing {
        Checks.atLeastOne("inputs per create", createBatch);
        Checks.atLeastOne("inputs per update", updateBatch);
        Checks.atLeastOne("inputs per delete", deleteBatch);
        Checks.atLeastOne("ids per read-back", readBackPage);
    }

    /** One batch size for all, an answer per input, cleared by null, no values in answers, no marker. */
    public static Writing batches(int size) {
        return new Writing(size, size, size, Partial.PER_INPUT, false, size, ClearToken.NULL, Marker.NONE);
    }

    /** An app without batches: one input per call, which answers with the record. */
    public static Writing single() {
        return new Writing(1, 1, 1, Partial.SINGLE, true, 1, ClearToken.NULL, Marker.NONE);
    }

    public Writing withPartial(Partial other) {
        return new Writing(
                createBatch, updateBatch, deleteBatch, other, tellsInAnswer, readBackPage, clear, marker);
    }

    public Writing telling(boolean inAnswer) {
        return new Writing(createBatch, updateBatch, deleteBatch, partial, inAnswer, readBackPage, clear, marker);
    }

    public Writing withReadBackPage(int ids) {
        return new Writing(createBatch, updateBatch, deleteBatch, partial, tellsInAnswer, ids, clear, marker);
    }

    public Writing withClear(ClearToken other) {
        return new Writing(
                createBatch, updateBatch, deleteBatch, partial, tellsInAnswer, readBackPage, other, marker);
    }

    public Writing withMarker(Marker other) {
        return new Writing(
                createBatch, updateBatch, deleteBatch, partial, tellsInAnswer, readBackPage, clear, other);
    }

    /** What becomes of the good inputs of a batch with a bad one. */
    public enum Partial {
        /** They are carried out, the bad one is named. */
        PER_INPUT,
        /** None is carried out: the writer halves the batch. */
        ALL_OR_NOTHING,
        /** There are no batches. */
        SINGLE
    }

    /** How a field is emptied. */
    public enum ClearToken {
        EMPTY_TEXT,
        NULL,
        /** The app cannot empty a field. */
        NONE
    }

    /** Where a create leaves its marker. */
    public enum Marker {
        /** Nowhere: a lost answer is looked up by match keys. */
        NONE,
        /** In a field that can be looked for, where the account has it. */
        FIELD,
        /** A create is an upsert by it, where the account has the field, and so may be repeated. */
        UPSERT
    }
}
