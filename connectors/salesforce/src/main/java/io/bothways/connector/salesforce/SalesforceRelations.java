package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.RecordRelations;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Single associations: a lookup field holds one, a junction any number. The contacts of opportunities are
 * {@code OpportunityContactRoles}, the accounts of contacts beside their own {@code AccountContactRelations}.
 */
final class SalesforceRelations implements RecordRelations {
    private final SalesforceApi api;
    private final QueryPages pages;
    private final SalesforceSchema schema;
    private final SObjectCollections collections;
    private final PrimaryContacts contacts;

    /** The two ends of an association. */
    private record Ends(String from, String to) {
        static Ends of(Relation relation) {
            return new Ends(SalesforceId.canonical(relation.from()), SalesforceId.canonical(relation.to().id()));
        }
    }

    private interface Work {
        /** What failed, by record that has the field. At most one collection of relations. */
        Map<Ends, Answer> failures(List<Ends> relations);
    }

    SalesforceRelations(
            SalesforceApi api, SalesforceSchema schema, SObjectCollections collections, PrimaryContacts contacts) {
        this.api = api;
        this.pages = new QueryPages(api);
        this.schema = schema;
        this.collections = collections;
        this.contacts = contacts;
    }

    @Override
    public List<Answer> relate(String type, String field, List<Relation> relations) {
        SalesforceType kind = SalesforceType.of(type);
        Optional<Junction> junction = Junction.of(kind, field);
        if (junction.isPresent()) {
            return answers(relations, some -> add(junction.get(), some));
        }
        requireLookup(kind, field);
        return answers(relations, some -> point(kind, field, some));
    }

    @Override
    public List<Answer> unrelate(String type, String field, List<Relation> relations) {
        SalesforceType kind = SalesforceType.of(type);
        Optional<Junction> junction = Junction.of(kind, field);
        if (junction.isPresent()) {
            return answers(relations, some -> remove(junction.get(), some));
        }
        requireLookup(kind, field);
        return answers(relations, some -> release(kind, field, some));
    }

    private void requireLookup(SalesforceType kind, String field) {
        FieldSchema found = schema.fields(kind, Set.of(field)).get(field);
        if (found == null || found.type() != ValueType.REFERENCE || !found.updatable()) {
            throw new ConnectorException(
                    FailureKind.REJECTED,
                    new Failure(
                            FailureCodes.UNKNOWN_FIELD, "Salesforce keeps no association in this field", "", field, 0));
        }
    }

    private static List<Answer> answers(List<Relation> relations, Work work) {
        Map<Ends, Answer> failed = new HashMap<>();
        List<Ends> ends = List.copyOf(new LinkedHashSet<>(relations.stream().map(Ends::of).toList()));
        for (int start = 0; start < ends.size(); start += SalesforceProvider.COLLECTION) {
            failed.putAll(work.failures(
                    ends.subList(start, Math.min(ends.size(), start + SalesforceProvider.COLLECTION))));
        }
        return relations.stream()
                .map(relation -> failed.getOrDefault(
                        Ends.of(relation), new Answer.Done(relation.from(), Optional.empty())))
                .toList();
    }

    /** A lookup holds one: of several relations of one record the last is the one. */
    private Map<Ends, Answer> point(SalesforceType kind, String field, List<Ends> relations) {
        Map<String, String> wanted = new LinkedHashMap<>();
        relations.forEach(relation -> wanted.put(relation.from(), relation.to()));
        return byEnds(relations, set(kind, field, wanted));
    }

    /** Only where the field still holds what is to be taken away. */
    private Map<Ends, Answer> release(SalesforceType kind, String field, List<Ends> relations) {
        Selection selection = new Selection(kind, schema.fields(kind, Set.of(field)));
        Set<String> ids = new LinkedHashSet<>(relations.stream().map(Ends::from).toList());
        Map<String, String> released = new LinkedHashMap<>();
        selection.retrieve(api, ids).forEach(record -> {
            boolean held = record.fields().get(field) instanceof FieldValue.Present(Value.Reference current)
                    && relations.contains(new Ends(record.id(), current.id()));
            if (held) {
                released.put(record.id(), "");
            }
        });
        return byEnds(relations, set(kind, field, released));
    }

    /** @param wanted record to what its field shall hold; empty for nothing */
    private Map<String, Answer> set(SalesforceType kind, String field, Map<String, String> wanted) {
        if (kind.isPrimaryContact(field)) {
            return contacts.write(wanted);
        }
        List<String> ids = List.copyOf(wanted.keySet());
        List<ObjectNode> rows = ids.stream()
                .map(id -> {
                    ObjectNode row = row().put(SObjectCollections.ID, id);
                    return wanted.get(id).isEmpty() ? row.putNull(field) : row.put(field, wanted.get(id));
                })
                .toList();
        List<Answer> answers = collections.update(kind.apiName(), rows);
        Map<String, Answer> failed = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!(answers.get(i) instanceof Answer.Done)) {
                failed.put(ids.get(i), answers.get(i));
            }
        }
        return failed;
    }

    private Map<Ends, Answer> add(Junction junction, List<Ends> relations) {
        Map<Ends, List<String>> present = present(junction, relations);
        List<Ends> added = relations.stream().filter(ends -> !present.containsKey(ends)).toList();
        List<ObjectNode> rows = added.stream()
                .map(ends -> row().put(junction.from(), ends.from()).put(junction.to(), ends.to()))
                .toList();
        return failures(added, collections.create(junction.type(), rows));
    }

    private Map<Ends, Answer> remove(Junction junction, List<Ends> relations) {
        Map<Ends, List<String>> present = present(junction, relations);
        List<Ends> removed = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        relations.forEach(ends -> present.getOrDefault(ends, List.of()).forEach(id -> {
            removed.add(ends);
            ids.add(id);
        }));
        Map<Ends, Answer> failed = new HashMap<>();
        for (int start = 0; start < ids.size(); start += SalesforceProvider.COLLECTION) {
            int end = Math.min(ids.size(), start + SalesforceProvider.COLLECTION);
            failed.putAll(failures(removed.subList(start, end), collections.delete(ids.subList(start, end))));
        }
        // What went away meanwhile is as good as taken away.
        failed.values().removeIf(Answer.Missing.class::isInstance);
        return failed;
    }

    /** The ids of the junction's records by their ends; one contact may have several roles in one opportunity. */
    private Map<Ends, List<String>> present(Junction junction, List<Ends> relations) {
        Set<String> from = new LinkedHashSet<>(relations.stream().map(Ends::from).toList());
        Map<Ends, List<String>> present = new HashMap<>();
        String query = "SELECT Id," + junction.from() + "," + junction.to() + " FROM " + junction.type() + " WHERE "
                + junction.from() + " IN " + SoqlLiterals.ids(from);
        pages.each(api.query(query), row -> present
                .computeIfAbsent(
                        new Ends(
                                SalesforceId.canonical(row.path(junction.from()).asText()),
                                SalesforceId.canonical(row.path(junction.to()).asText())),
                        ends -> new ArrayList<>())
                .add(SalesforceRecords.id(row)));
        return present;
    }

    private static Map<Ends, Answer> failures(List<Ends> relations, List<Answer> answers) {
        Map<Ends, Answer> failed = new HashMap<>();
        for (int i = 0; i < relations.size(); i++) {
            if (!(answers.get(i) instanceof Answer.Done)) {
                failed.put(relations.get(i), answers.get(i));
            }
        }
        return failed;
    }

    private static Map<Ends, Answer> byEnds(List<Ends> relations, Map<String, Answer> failed) {
        Map<Ends, Answer> answers = new HashMap<>();
        relations.forEach(ends -> Optional.ofNullable(failed.get(ends.from()))
                .ifPresent(answer -> answers.put(ends, answer)));
        return answers;
    }

    private static ObjectNode row() {
        return JsonNodeFactory.instance.objectNode();
    }
}
