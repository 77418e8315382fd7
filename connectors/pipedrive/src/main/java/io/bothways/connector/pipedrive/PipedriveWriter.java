package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes one record per call; the answer tells the whole record. */
final class PipedriveWriter implements RecordWriter, RecordDeletion {
    private static final int BAD_REQUEST = 400;
    private static final String CURRENCY = "currency";

    private final PipedriveApi api;
    private final PipedriveRecords records;
    private final PipedriveSchema schema;
    /** For amounts without one; a company does not change it. */
    private volatile @Nullable String companyCurrency;

    PipedriveWriter(PipedriveApi api, PipedriveRecords records, PipedriveSchema schema) {
        this.api = api;
        this.records = records;
        this.schema = schema;
    }

    @Override
    public List<Answer> create(String type, List<NewRecord> inputs) {
        PipedriveType kind = PipedriveType.of(type);
        return each(inputs, record -> {
            Map<String, PipedriveField> known = schema.fields(kind, record.fields().keySet());
            RecordDraft draft = new RecordDraft(MissingNode.getInstance());
            draft.put(record.fields(), known, false);
            ObjectNode body = draft.body();
            if (kind == PipedriveType.PERSONS && !body.hasNonNull("name")) {
                name(body).ifPresent(name -> body.put("name", name));
            }
            addCurrencies(known, body);
            return done(kind == PipedriveType.LEADS ? api.createLead(body) : api.create(kind.path(), body), known);
        });
    }

    @Override
    public List<Answer> update(String type, List<RecordUpdate> inputs) {
        PipedriveType kind = PipedriveType.of(type);
        return each(inputs, update -> {
            Map<String, PipedriveField> known = schema.fields(kind, update.fields().keySet());
            JsonNode current = MissingNode.getInstance();
            if (known.values().stream().anyMatch(PipedriveField::needsNeighbours)) {
                Optional<JsonNode> held = records.one(kind, update.id());
                if (held.isEmpty()) {
                    return new Answer.Missing();
                }
                current = held.get();
            }
            RecordDraft draft = new RecordDraft(current);
            draft.put(update.fields(), known, true);
            ObjectNode body = draft.body();
            if (body.isEmpty()) {
                return new Answer.Done(update.id(), Optional.empty());
            }
            addCurrencies(known, body);
            return done(
                    kind == PipedriveType.LEADS
                            ? api.updateLead(update.id(), body)
                            : api.update(kind.path(), update.id(), body),
                    known);
        });
    }

    @Override
    public List<Answer> delete(String type, List<String> ids) {
        PipedriveType kind = PipedriveType.of(type);
        return each(ids, id -> {
            if (!kind.isId(id)) {
                return new Answer.Missing();
            }
            if (kind == PipedriveType.LEADS) {
                api.deleteLead(id);
            } else {
                api.delete(kind.path(), id);
            }
            return new Answer.Done(id, Optional.empty());
        });
    }

    /** A person has to have a name; of the halves alone the app makes none. */
    private static Optional<String> name(ObjectNode person) {
        String name = Stream.of("first_name", "last_name")
                .map(half -> person.path(half).asText("").strip())
                .filter(half -> !half.isEmpty())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** An amount without a currency is refused: it is in that of the company. */
    private void addCurrencies(Map<String, PipedriveField> fields, ObjectNode body) {
        for (PipedriveField field : fields.values()) {
            if (field.shape() == PipedriveField.Shape.MEMBER
                    && field.held(body) instanceof ObjectNode amount
                    && amount.hasNonNull(amount.has("amount") ? "amount" : "value")
                    && !amount.hasNonNull(CURRENCY)
                    && priced(field)) {
                amount.put(CURRENCY, companyCurrency());
            }
        }
    }

    /** Spans of days and times have two members as well, but no currency. */
    private static boolean priced(PipedriveField field) {
        return field.member().equals("amount") || field.schema().type() == ValueType.DECIMAL;
    }

    private String companyCurrency() {
        String known = companyCurrency;
        if (known == null) {
            known = PipedriveRecords.data(api.me()).path("default_currency").asText("USD");
            companyCurrency = known;
        }
        return known;
    }

    private static Answer done(@Nullable JsonNode answer, Map<String, PipedriveField> fields) {
        JsonNode record = answer == null ? MissingNode.getInstance() : answer.path("data");
        String id = PipedriveRecords.id(record);
        return id.isEmpty()
                ? new Answer.Failed(
                        FailureKind.OUTCOME_UNKNOWN,
                        new Failure(
                                FailureCodes.UNEXPECTED_ANSWER,
                                "Pipedrive's answer to the write holds no record",
                                "",
                                "",
                                200))
                : new Answer.Done(id, Optional.of(PipedriveRecords.read(record, fields)));
    }

    private static <T> List<Answer> each(List<T> inputs, Function<T, Answer> write) {
        List<Answer> answers = new ArrayList<>();
        for (T input : inputs) {
            answers.add(one(() -> write.apply(input), inputs.size() > 1));
        }
        return answers;
    }

    /** @param besides other inputs have been written, whose answers must not be lost with a failure */
    private static Answer one(Supplier<Answer> write, boolean besides) {
        try {
            return write.get();
        } catch (ConnectorException failed) {
            boolean aboutTheInput = failed.kind() == FailureKind.NOT_FOUND
                    || failed.kind() == FailureKind.REJECTED && failed.failure().status() == BAD_REQUEST;
            if (aboutTheInput || besides) {
                return Answer.of(
                        new ConnectorFailure(failed.kind(), failed.failure(), failed.retryAt()), Optional.empty());
            }
            throw failed;
        }
    }
}
