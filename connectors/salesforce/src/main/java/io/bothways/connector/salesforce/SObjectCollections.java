package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.RecordUpsert.Upserted;
import io.bothways.contracts.write.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * sObject collections of at most 200 rows of one type: each row succeeds or fails alone, in the order of the rows, in
 * an answer of status 200 that carries no values.
 */
final class SObjectCollections {
    static final String ID = "id";

    private final SalesforceApi api;

    SObjectCollections(SalesforceApi api) {
        this.api = api;
    }

    List<Answer> create(String type, List<ObjectNode> rows) {
        return answers(send(rows.size(), () -> api.create(assigning(rows), request(type, rows))));
    }

    /** Each row holds its {@link #ID}. */
    List<Answer> update(String type, List<ObjectNode> rows) {
        return answers(send(rows.size(), () -> api.update(assigning(rows), request(type, rows))));
    }

    /** Each row holds the key, an external id. */
    List<Upserted> upsert(String type, String key, List<ObjectNode> rows) {
        return send(rows.size(), () -> api.upsert(assigning(rows), type, key, request(type, rows)));
    }

    List<Answer> delete(List<String> ids) {
        return answers(send(ids.size(), () -> api.delete(String.join(",", ids), false)));
    }

    static List<Answer> answers(List<Upserted> rows) {
        return rows.stream().map(Upserted::answer).toList();
    }

    /** Where we say the owner, the organisation's rules do not; else they go on doing so. */
    private static @Nullable String assigning(List<ObjectNode> rows) {
        return rows.stream().anyMatch(row -> row.has(SalesforceType.OWNER)) ? "FALSE" : null;
    }

    private static ObjectNode request(String type, List<ObjectNode> rows) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
        ArrayNode records = request.putArray("records");
        for (ObjectNode row : rows) {
            ObjectNode typed = records.addObject();
            typed.putObject("attributes").put("type", type);
            typed.setAll(row);
        }
        return request;
    }

    private static List<Upserted> send(int rows, Supplier<JsonNode> call) {
        if (rows == 0) {
            return List.of();
        }
        JsonNode body;
        try {
            body = call.get();
        } catch (ConnectorException refused) {
            if (rows == 1 && refused.kind() == FailureKind.REJECTED && refused.failure().status() == 400) {
                return List.of(new Upserted(new Answer.Failed(FailureKind.REJECTED, refused.failure()), false));
            }
            throw refused;
        }
        List<Upserted> answers = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            JsonNode row = body.path(i);
            answers.add(new Upserted(answer(row), row.path("created").asBoolean()));
        }
        return answers;
    }

    private static Answer answer(JsonNode row) {
        if (!row.isObject()) {
            return new Answer.Failed(
                    FailureKind.OUTCOME_UNKNOWN,
                    new Failure(
                            FailureCodes.UNEXPECTED_ANSWER,
                            "Salesforce's answer to the batch does not mention this record",
                            "",
                            "",
                            200));
        }
        return row.path("success").asBoolean()
                ? new Answer.Done(SalesforceId.canonical(row.path("id").asText()), Optional.empty())
                : SalesforceFailures.row(row.path("errors"));
    }
}
