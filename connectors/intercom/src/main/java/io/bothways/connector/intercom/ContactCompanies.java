package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.RecordRelations;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Attaches contacts to companies. Of a contact with one company the other one replaces it; of a contact with several,
 * none is the one, so another is only added and none is taken away.
 */
final class ContactCompanies implements RecordRelations {
    private final IntercomApi api;
    private final IntercomRecords records;

    ContactCompanies(IntercomApi api, IntercomRecords records) {
        this.api = api;
        this.records = records;
    }

    /** What became of a contact's companies: whether any call was made, and a refusal if there was one. */
    record Result(boolean changed, Optional<Answer> refused) {
        static final Result NOTHING = new Result(false, Optional.empty());
    }

    /** Whether fields say anything of companies. */
    static boolean areNamed(Map<String, FieldValue> fields) {
        return !(wanted(fields, IntercomFields.COMPANY) instanceof FieldValue.Unread)
                || !(wanted(fields, IntercomFields.COMPANIES) instanceof FieldValue.Unread);
    }

    /** Makes the companies of a contact those that the fields say. */
    Result write(JsonNode contact, Map<String, FieldValue> fields) {
        if (!areNamed(fields)) {
            return Result.NOTHING;
        }
        Set<String> present = records.companies(contact);
        Set<String> target = new LinkedHashSet<>(present);
        switch (wanted(fields, IntercomFields.COMPANIES)) {
            case FieldValue.Present(Value value) -> {
                target.clear();
                target.addAll(ids(value));
            }
            case FieldValue.Cleared() -> target.clear();
            case FieldValue.Unread() -> { }
        }
        switch (wanted(fields, IntercomFields.COMPANY)) {
            case FieldValue.Present(Value value) -> {
                if (present.size() == 1) {
                    target.removeAll(present);
                }
                target.addAll(ids(value));
            }
            case FieldValue.Cleared() -> {
                if (present.size() > 1) {
                    return new Result(false, Optional.of(several()));
                }
                target.removeAll(present);
            }
            case FieldValue.Unread() -> { }
        }
        return apply(IntercomRecords.id(contact), present, target);
    }

    private Result apply(String contact, Set<String> present, Set<String> target) {
        boolean changed = false;
        for (String company : target) {
            if (!present.contains(company)) {
                Optional<Answer> refused = attach(contact, company);
                if (refused.isPresent()) {
                    return new Result(changed, refused);
                }
                changed = true;
            }
        }
        for (String company : present) {
            if (!target.contains(company)) {
                detach(contact, company);
                changed = true;
            }
        }
        return new Result(changed, Optional.empty());
    }

    @Override
    public List<Answer> relate(String type, String field, List<Relation> relations) {
        requireCompanies(type, field);
        List<Answer> answers = new ArrayList<>();
        for (Relation relation : relations) {
            answers.add(attach(relation.from(), relation.to().id())
                    .orElseGet(() -> new Answer.Done(relation.from(), Optional.empty())));
        }
        return answers;
    }

    @Override
    public List<Answer> unrelate(String type, String field, List<Relation> relations) {
        requireCompanies(type, field);
        List<Answer> answers = new ArrayList<>();
        for (Relation relation : relations) {
            detach(relation.from(), relation.to().id());
            answers.add(new Answer.Done(relation.from(), Optional.empty()));
        }
        return answers;
    }

    private static void requireCompanies(String type, String field) {
        if (!IntercomFields.isAttached(IntercomType.of(type), field)) {
            throw new ConnectorException(
                    FailureKind.DEFECT,
                    new Failure(FailureCodes.UNKNOWN_FIELD, "this field is no association", "", field, 0));
        }
    }

    /** Attaching again changes nothing. A miss is about the company: the contact was read or written just before. */
    private Optional<Answer> attach(String contact, String company) {
        try {
            api.attach(contact, JsonNodeFactory.instance.objectNode().put("id", company));
            return Optional.empty();
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.NOT_FOUND) {
                return Optional.of(new Answer.Failed(
                        FailureKind.REJECTED,
                        new Failure(
                                FailureCodes.INVALID_VALUE,
                                "Intercom has no such company to attach",
                                failed.failure().appMessage(),
                                IntercomFields.COMPANY,
                                failed.failure().status())));
            }
            return Optional.of(IntercomFailures.item(failed).orElseThrow(() -> failed));
        }
    }

    /** What is not attached, or is gone, is as good as detached. */
    private void detach(String contact, String company) {
        try {
            api.detach(contact, company);
        } catch (ConnectorException failed) {
            if (failed.kind() != FailureKind.NOT_FOUND) {
                throw failed;
            }
        }
    }

    private static FieldValue wanted(Map<String, FieldValue> fields, String name) {
        return fields.getOrDefault(name, FieldValue.UNREAD);
    }

    private static Set<String> ids(Value value) {
        Set<String> ids = new LinkedHashSet<>();
        switch (value) {
            case Value.Reference(String type, String id) -> ids.add(id);
            case Value.ReferenceSet(var references) -> references.forEach(each -> ids.add(each.id()));
            case Value.Text(String id) -> ids.add(id);
            case Value.Decimal other -> { }
            case Value.Bool other -> { }
            case Value.Date other -> { }
            case Value.Timestamp other -> { }
            case Value.Option other -> { }
            case Value.OptionSet other -> { }
        }
        return ids;
    }

    private static Answer several() {
        return new Answer.Failed(
                FailureKind.REJECTED,
                new Failure(
                        FailureCodes.RULE_REFUSED,
                        "the contact has several companies, and nothing says which of them is meant",
                        "",
                        IntercomFields.COMPANY,
                        0));
    }
}
