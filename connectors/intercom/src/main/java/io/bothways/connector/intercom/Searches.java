package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Queries of the ticket search, whose dates are compared by the second. */
final class Searches {
    private Searches() {}

    /** What has a later moment in a field, in the order of that. */
    static ObjectNode newerThan(String field, long seconds, Optional<String> after) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        query.putObject("query").put("field", field).put("operator", ">").put("value", seconds);
        query.putObject("sort").put("field", field).put("order", "ascending");
        ObjectNode pagination = query.putObject("pagination").put("per_page", IntercomProvider.PAGE);
        after.ifPresent(goOn -> pagination.put("starting_after", goOn));
        return query;
    }
}
