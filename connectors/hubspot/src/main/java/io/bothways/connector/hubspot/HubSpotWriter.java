package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Writes batches of properties, then the primary companies of the records among them. A trace id with every input asks
 * HubSpot to carry out the good ones and name the bad ones.
 */
final class HubSpotWriter implements RecordWriter, RecordDeletion, RecordRelations {
    private final HubSpotApi api;
    private final HubSpotSchema schema;
    private final PrimaryCompanies companies;

    HubSpotWriter(HubSpotApi api, HubSpotSchema schema, PrimaryCompanies companies) {
        this.api = api;
        this.schema = schema;
        this.companies = companies;
    }

    @Override
    public List<Answer> create(String type, List<NewRecord> records) {
        HubSpotType kind = HubSpotType.of(type);
        List<Map<String, FieldValue>> sent = records.stream().map(NewRecord::fields).toList();
        List<ObjectNode> inputs = new ArrayList<>();
        for (Map<String, FieldValue> fields : sent) {
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            input.set("properties", properties(kind, fields, false));
            String company = PrimaryCompanies.company(reference(kind, fields));
            var associations = input.putArray("associations");
            if (!company.isEmpty()) {
                associations.add(PrimaryCompanies.association(kind.company().orElseThrow(), company));
            }
            inputs.add(input);
        }
        List<Answer> answers = send(kind, inputs, sent, api::batchCreate);
        return confirmed(kind, sent, answers);
    }

    @Override
    public List<Answer> update(String type, List<RecordUpdate> updates) {
        HubSpotType kind = HubSpotType.of(type);
        List<Map<String, FieldValue>> sent = updates.stream().map(RecordUpdate::fields).toList();
        List<Integer> plain = new ArrayList<>();
        List<ObjectNode> inputs = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            String id = updates.get(i).id();
            ObjectNode properties = properties(kind, sent.get(i), true);
            answers.add(new Answer.Done(id, Optional.of(new SourceRecord(id, Map.of(), 0))));
            if (!properties.isEmpty()) {
                ObjectNode input = JsonNodeFactory.instance.objectNode().put("id", id);
                input.set("properties", properties);
                inputs.add(input);
                plain.add(i);
            }
        }
        List<Answer> written = send(kind, inputs, plain.stream().map(sent::get).toList(), api::batchUpdate);
        for (int i = 0; i < plain.size(); i++) {
            answers.set(plain.get(i), movedIfElsewhere(updates.get(plain.get(i)).id(), written.get(i)));
        }
        associate(kind, updates, answers);
        return confirmed(kind, sent, answers);
    }

    @Override
    public List<Answer> delete(String type, List<String> ids) {
        HubSpotType kind = HubSpotType.of(type);
        if (ids.isEmpty()) {
            return List.of();
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        var inputs = request.putArray("inputs");
        ids.forEach(id -> inputs.addObject().put("id", id));
        api.batchArchive(kind.path(), request);
        return ids.stream().map(id -> (Answer) new Answer.Done(id, Optional.empty())).toList();
    }

    @Override
    public List<Answer> relate(String type, String field, List<Relation> relations) {
        HubSpotType kind = referring(type, field);
        Map<String, String> wanted = new LinkedHashMap<>();
        relations.forEach(relation -> wanted.put(relation.from(), relation.to().id()));
        return related(relations, companies.write(kind, wanted));
    }

    @Override
    public List<Answer> unrelate(String type, String field, List<Relation> relations) {
        HubSpotType kind = referring(type, field);
        return related(relations, companies.remove(kind, relations));
    }

    private static HubSpotType referring(String type, String field) {
        HubSpotType kind = HubSpotType.of(type);
        if (!kind.isCompanyReference(field)) {
            throw new ConnectorException(
                    FailureKind.REJECTED,
                    new Failure(
                            FailureCodes.UNKNOWN_FIELD, "HubSpot keeps no association in this field", "", field, 0));
        }
        return kind;
    }

    private static List<Answer> related(List<Relation> relations, Map<String, Answer> failed) {
        return relations.stream()
                .map(relation -> failed.getOrDefault(
                        relation.from(), new Answer.Done(relation.from(), Optional.empty())))
                .toList();
    }

    /** Clears go out with an update only: a new record has nothing to empty. */
    private static ObjectNode properties(HubSpotType kind, Map<String, FieldValue> fields, boolean clears) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> {
            if (!kind.isCompanyReference(name) && (clears || value instanceof FieldValue.Present)) {
                HubSpotValues.write(value).ifPresent(text -> properties.put(name, text));
            }
        });
        return properties;
    }

    private static FieldValue reference(HubSpotType kind, Map<String, FieldValue> fields) {
        return kind.company()
                .map(company -> fields.getOrDefault(company.property(), FieldValue.UNREAD))
                .orElse(FieldValue.UNREAD);
    }

    private List<Answer> send(
            HubSpotType kind,
            List<ObjectNode> inputs,
            List<Map<String, FieldValue>> sent,
            BiFunction<String, JsonNode, JsonNode> call) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        var array = request.putArray("inputs");
        for (int i = 0; i < inputs.size(); i++) {
            array.add(inputs.get(i).put(BatchAnswer.TRACE, Integer.toString(i)));
        }
        JsonNode body;
        try {
            body = call.apply(kind.path(), request);
        } catch (ConnectorException failed) {
            if (inputs.size() == 1) {
                return List.of(HubSpotFailures.item(failed).orElseThrow(() -> failed));
            }
            throw failed;
        }
        BatchAnswer answer = new BatchAnswer(inputs, body);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Map<String, FieldValue> fields = sent.get(i);
            Optional<Answer> refused = answer.error(i).map(HubSpotFailures::item);
            answers.add(answer.result(i)
                    .map(object -> done(kind, object, fields))
                    .or(() -> refused)
                    .orElseGet(HubSpotWriter::unanswered));
        }
        return answers;
    }

    private Answer done(HubSpotType kind, JsonNode object, Map<String, FieldValue> sent) {
        Map<String, FieldSchema> known = new LinkedHashMap<>(schema.fields(kind, sent.keySet()));
        known.keySet().removeIf(kind::isCompanyReference);
        SourceRecord told = HubSpotRecords.told(object, known, sent);
        return new Answer.Done(told.id(), Optional.of(told));
    }

    private static Answer unanswered() {
        return new Answer.Failed(
                FailureKind.OUTCOME_UNKNOWN,
                new Failure(
                        FailureCodes.UNEXPECTED_ANSWER,
                        "HubSpot's answer to the batch does not mention this record",
                        "",
                        "",
                        207));
    }

    private static Answer movedIfElsewhere(String asked, Answer answer) {
        return answer instanceof Answer.Done(String id, var told) && !id.equals(asked) ? new Answer.Moved(id) : answer;
    }

    private void associate(HubSpotType kind, List<RecordUpdate> updates, List<Answer> answers) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (int i = 0; i < updates.size(); i++) {
            FieldValue reference = reference(kind, updates.get(i).fields());
            if (answers.get(i) instanceof Answer.Done && !(reference instanceof FieldValue.Unread)) {
                wanted.put(updates.get(i).id(), PrimaryCompanies.company(reference));
            }
        }
        Map<String, Answer> failed = companies.write(kind, wanted);
        for (int i = 0; i < updates.size(); i++) {
            Answer refused = failed.get(updates.get(i).id());
            if (refused != null) {
                answers.set(i, refused);
            }
        }
    }

    /**
     * No answer tells the primary company, so it is read. It is told only where it is what was sent: anything else may
     * be an edit that came in between, and the next poll brings it as one.
     */
    private List<Answer> confirmed(HubSpotType kind, List<Map<String, FieldValue>> sent, List<Answer> answers) {
        Map<String, FieldValue> wanted = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            FieldValue reference = reference(kind, sent.get(i));
            if (answers.get(i) instanceof Answer.Done done && !(reference instanceof FieldValue.Unread)) {
                wanted.put(done.id(), reference);
            }
        }
        if (wanted.isEmpty()) {
            return answers;
        }
        Map<String, String> current;
        try {
            current = companies.current(kind, wanted.keySet());
        } catch (ConnectorException unread) {
            // The write itself is done; what it made of the company is left for the next poll.
            return answers;
        }
        String property = kind.company().orElseThrow().property();
        return answers.stream().map(answer -> withCompany(answer, property, wanted, current)).toList();
    }

    private static Answer withCompany(
            Answer answer, String property, Map<String, FieldValue> wanted, Map<String, String> current) {
        if (!(answer instanceof Answer.Done(String id, Optional<SourceRecord> told)) || told.isEmpty()) {
            return answer;
        }
        FieldValue sent = wanted.getOrDefault(id, FieldValue.UNREAD);
        if (sent instanceof FieldValue.Unread
                || !PrimaryCompanies.company(sent).equals(current.get(id))) {
            return answer;
        }
        Map<String, FieldValue> fields = new HashMap<>(told.get().fields());
        fields.put(property, sent);
        return new Answer.Done(id, Optional.of(new SourceRecord(id, fields, told.get().version())));
    }
}
