package io.bothways.simulator.salesforce.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import java.util.List;

/** What became of one row of a write. */
public sealed interface Outcome {
    /** The row was written. */
    record Saved(String id, boolean created) implements Outcome {}

    record Failed(ApiError error) implements Outcome {}

    /** More than one record has the external id, so an upsert has no target. */
    record Ambiguous(String field, List<String> ids) implements Outcome {
        public Ambiguous {
            ids = List.copyOf(ids);
        }
    }

    default boolean failed() {
        return !(this instanceof Saved);
    }

    /** As a row of a collection's answer. */
    default ObjectNode inCollection(boolean upsert) {
        ObjectNode row = Json.object();
        switch (this) {
            case Saved saved -> {
                row.put("id", saved.id()).put("success", true).putArray("errors");
                if (upsert) {
                    row.put("created", saved.created());
                }
            }
            case Failed failed -> row.put("success", false).putArray("errors").add(failed.error().inRow());
            case Ambiguous ambiguous -> row.put("success", false).putArray("errors")
                    .add(ApiError.of("DUPLICATE_EXTERNAL_ID", ambiguous.field()
                            + ": more than one record found for external id field: " + ambiguous.ids()).inRow());
        }
        return row;
    }
}
