package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the address that a query's answer names for its next page, character by character, but only where it is one
 * of this API on this host: the token goes along with it.
 */
final class QueryPages {
    private static final Pattern ADDRESS =
            Pattern.compile("/services/data/(v\\d{1,3}\\.\\d)/(query|queryAll)/([A-Za-z0-9._~-]{1,200})");

    private final SalesforceApi api;

    QueryPages(SalesforceApi api) {
        this.api = api;
    }

    /** Throws CURSOR_EXPIRED where Salesforce has dropped the query: it keeps it for two days and ten per user. */
    JsonNode follow(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new ConnectorException(
                    FailureKind.DEFECT,
                    new Failure(
                            FailureCodes.UNEXPECTED_ANSWER,
                            "the next page of a query is not at an address of this API",
                            "",
                            "",
                            0));
        }
        return api.nextPage(parts.group(1), parts.group(2), parts.group(3));
    }

    /** All rows of a query, from its first answer on. */
    void each(JsonNode first, Consumer<JsonNode> row) {
        JsonNode answer = first;
        while (true) {
            answer.path("records").forEach(row);
            Optional<String> next = next(answer);
            if (next.isEmpty()) {
                return;
            }
            answer = follow(next.get());
        }
    }

    /** Where the page behind {@code answer} is; empty after the last. */
    static Optional<String> next(JsonNode answer) {
        return answer.path("done").asBoolean(true)
                ? Optional.empty()
                : Optional.of(answer.path("nextRecordsUrl").asText());
    }
}
