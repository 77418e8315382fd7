package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.dataverse.DataverseTable.Column;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.Failure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The inputs of one batch and what becomes of each. */
final class BatchWriting {
    private static final Pattern ENTITY_ID = Pattern.compile("\\(([0-9a-fA-F-]{36})\\)\\s*$");

    private final DataverseApi api;
    private final DataverseSchema schema;
    private final Clock clock;
    private final DataverseTable table;
    private final List<Map<String, FieldValue>> inputs;
    private final Batch batch = new Batch();
    private final List<Integer> sent = new ArrayList<>();
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private final Map<Integer, String> deleted = new HashMap<>();

    BatchWriting(
            DataverseApi api,
            DataverseSchema schema,
            Clock clock,
            String type,
            List<Map<String, FieldValue>> inputs) {
        this.api = api;
        this.schema = schema;
        this.clock = clock;
        this.inputs = inputs;
        this.table = schema.table(type, fields());
    }

    /** The columns that any of the inputs names. */
    Set<String> fields() {
        Set<String> all = new TreeSet<>();
        inputs.forEach(input -> all.addAll(input.keySet()));
        return all;
    }

    /** The name of the table in addresses. */
    String set() {
        return table.set();
    }

    void answer(int input, Answer known) {
        answers.put(input, known);
    }

    /** The status that an input was answered with; 0 where it was not sent. */
    int status(int input) {
        return statuses.getOrDefault(input, 0);
    }

    void delete(int input, String id) {
        batch.add("DELETE", table.set() + "(" + id + ")", Map.of(), MissingNode.getInstance());
        sent.add(input);
        deleted.put(input, id);
    }

    /** @param clears whether empty fields are emptied; a new record has nothing to empty */
    void add(
            int input, String method, String address, Map<String, String> headers, boolean clears, Set<String> leave) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, FieldValue> field : inputs.get(input).entrySet()) {
            if (leave.contains(field.getKey()) || !clears && !(field.getValue() instanceof FieldValue.Present)) {
                continue;
            }
            Optional<Answer> problem = put(body, field.getKey(), field.getValue());
            if (problem.isPresent()) {
                answers.put(input, problem.get());
                return;
            }
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("Prefer", "return=representation," + DataverseValues.ANNOTATIONS);
        String select = table.select(table.columns(inputs.get(input).keySet()).values());
        batch.add(method, address + "?$select=" + select, all, body);
        sent.add(input);
    }

    private Optional<Answer> put(ObjectNode body, String name, FieldValue value) {
        Optional<Column> column = table.column(name);
        if (column.isPresent() && !column.get().navigations().isEmpty()) {
            return bind(body, column.get(), value);
        }
        JsonNode json = DataverseValues.write(value);
        if (!json.isMissingNode()) {
            // A column that is not there is sent too: Dataverse says so in its own words.
            body.set(name, json);
        }
        return Optional.empty();
    }

    private Optional<Answer> bind(ObjectNode body, Column column, FieldValue value) {
        switch (value) {
            case FieldValue.Unread() -> { }
            case FieldValue.Cleared() -> column.navigations().values().stream()
                    .sorted()
                    .findFirst()
                    .ifPresent(navigation -> body.putNull(navigation + "@odata.bind"));
            case FieldValue.Present(Value.Reference(String type, String id)) -> {
                String navigation = column.navigations().get(type);
                Optional<String> set = schema.set(type);
                if (navigation == null || set.isEmpty() || !DataverseReader.isId(id)) {
                    return Optional.of(refused(
                            "this column of Dataverse does not refer to such a record",
                            column.field().name()));
                }
                body.put(navigation + "@odata.bind", "/" + set.get() + "(" + id + ")");
            }
            case FieldValue.Present(Value other) -> {
                return Optional.of(refused("the value is no reference", column.field().name()));
            }
        }
        return Optional.empty();
    }

    List<Answer> send() {
        List<Batch.Part> parts = sent.isEmpty() ? List.of() : Batch.parts(api.write(batch.text()));
        for (int at = 0; at < sent.size(); at++) {
            int input = sent.get(at);
            if (at < parts.size()) {
                statuses.put(input, parts.get(at).status());
                answers.put(input, answer(input, parts.get(at)));
            } else {
                answers.put(input, new Answer.Failed(
                        FailureKind.OUTCOME_UNKNOWN,
                        new Failure(
                                FailureCodes.UNEXPECTED_ANSWER,
                                "Dataverse's answer to the batch does not mention this record",
                                "",
                                "",
                                200)));
            }
        }
        List<Answer> ordered = new ArrayList<>();
        for (int input = 0; input < inputs.size(); input++) {
            ordered.add(answers.get(input));
        }
        return ordered;
    }

    private Answer answer(int input, Batch.Part part) {
        if (part.status() >= 300) {
            ConnectorFailure failure =
                    DataverseFailures.classify(part.status(), part.headers(), part.body(), clock).ofWrite();
            return failure.kind() == FailureKind.NOT_FOUND && aboutReference(input, failure.failure().appMessage())
                    ? new Answer.Failed(FailureKind.REJECTED, new Failure(
                            FailureCodes.INVALID_VALUE,
                            "a record that this one is to refer to is not in Dataverse",
                            failure.failure().appMessage(),
                            failure.failure().field(),
                            part.status()))
                    : Answer.of(failure, Optional.empty());
        }
        if (deleted.containsKey(input)) {
            return new Answer.Done(deleted.get(input), Optional.empty());
        }
        JsonNode row = part.json();
        if (row.has(table.id())) {
            SourceRecord told = DataverseValues.record(table, table.columns(inputs.get(input).keySet()), row);
            return new Answer.Done(told.id(), Optional.of(told));
        }
        Matcher entity = ENTITY_ID.matcher(part.headers().getOrDefault("odata-entityid", ""));
        return entity.find()
                ? new Answer.Done(DataverseValues.canonical(entity.group(1)), Optional.empty())
                : new Answer.Failed(
                        FailureKind.OUTCOME_UNKNOWN,
                        new Failure(
                                FailureCodes.UNEXPECTED_ANSWER,
                                "Dataverse's answer does not name the record",
                                "",
                                "",
                                part.status()));
    }

    /** What is not there is the record itself, or one that it refers to: the answer names it by its id. */
    private boolean aboutReference(int input, String appMessage) {
        String message = DataverseValues.canonical(appMessage);
        return inputs.get(input).values().stream().anyMatch(value ->
                value instanceof FieldValue.Present(Value.Reference(String type, String id))
                        && message.contains(DataverseValues.canonical(id)));
    }

    /** An input that is not sent, because Dataverse could not take it. */
    static Answer refused(String message, String field) {
        return new Answer.Failed(
                FailureKind.REJECTED, new Failure(FailureCodes.INVALID_VALUE, message, "", field, 0));
    }
}
