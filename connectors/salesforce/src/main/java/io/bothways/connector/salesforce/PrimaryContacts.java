package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The primary contacts of opportunities. Once an opportunity is there its contact can only be changed by roles, of
 * which Salesforce lets one be primary: a role that becomes primary takes that from the other, which stays plain.
 */
final class PrimaryContacts {
    private static final Junction ROLES = Junction.OPPORTUNITY_CONTACTS;
    private static final String PRIMARY = "IsPrimary";

    private final SalesforceApi api;
    private final QueryPages pages;
    private final SObjectCollections collections;

    private record Role(String id, String contact, boolean primary) {}

    PrimaryContacts(SalesforceApi api, SObjectCollections collections) {
        this.api = api;
        this.pages = new QueryPages(api);
        this.collections = collections;
    }

    /** The contact that a value names, empty for none. */
    static String contact(FieldValue value) {
        return switch (value) {
            case FieldValue.Present(Value.Reference(String type, String id)) -> SalesforceId.canonical(id);
            case FieldValue.Present(Value.Text(String id)) -> SalesforceId.canonical(id);
            case FieldValue.Present other -> "";
            case FieldValue.Cleared() -> "";
            case FieldValue.Unread() -> "";
        };
    }

    /**
     * Makes the contacts the primary ones.
     *
     * @param wanted at most 200 opportunities, each with its contact; empty for none
     * @return the opportunities for which that failed
     */
    Map<String, Answer> write(Map<String, String> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Role>> roles = roles(wanted.keySet().stream().map(SalesforceId::canonical).toList());
        List<String> changed = new ArrayList<>();
        List<ObjectNode> changes = new ArrayList<>();
        List<String> added = new ArrayList<>();
        List<ObjectNode> additions = new ArrayList<>();
        wanted.forEach((opportunity, contact) -> {
            List<Role> present = roles.getOrDefault(SalesforceId.canonical(opportunity), List.of());
            if (present.stream().anyMatch(role -> role.primary() && role.contact().equals(contact))) {
                return;
            }
            Optional<Role> affected = present.stream()
                    .filter(role -> contact.isEmpty() ? role.primary() : role.contact().equals(contact))
                    .findFirst();
            if (affected.isPresent()) {
                changed.add(opportunity);
                changes.add(row().put(SObjectCollections.ID, affected.get().id()).put(PRIMARY, !contact.isEmpty()));
            } else if (!contact.isEmpty()) {
                added.add(opportunity);
                additions.add(
                        row().put(ROLES.from(), opportunity).put(ROLES.to(), contact).put(PRIMARY, true));
            }
        });
        Map<String, Answer> failed = new HashMap<>();
        keepFailures(changed, collections.update(ROLES.type(), changes), failed);
        keepFailures(added, collections.create(ROLES.type(), additions), failed);
        return failed;
    }

    private Map<String, List<Role>> roles(List<String> opportunities) {
        Map<String, List<Role>> roles = new HashMap<>();
        String query = "SELECT Id," + ROLES.from() + "," + ROLES.to() + "," + PRIMARY + " FROM " + ROLES.type()
                + " WHERE " + ROLES.from() + " IN " + SoqlLiterals.ids(opportunities);
        pages.each(api.query(query), row -> roles
                .computeIfAbsent(id(row, ROLES.from()), opportunity -> new ArrayList<>())
                .add(new Role(SalesforceRecords.id(row), id(row, ROLES.to()), row.path(PRIMARY).asBoolean())));
        return roles;
    }

    private static void keepFailures(List<String> opportunities, List<Answer> answers, Map<String, Answer> failed) {
        for (int i = 0; i < answers.size(); i++) {
            switch (answers.get(i)) {
                case Answer.Done done -> { }
                case Answer.Failed refused when refused.failure().field().equals(ROLES.from()) ->
                    failed.put(opportunities.get(i), new Answer.Missing());
                case Answer.Failed refused -> failed.put(opportunities.get(i), refused);
                case Answer.Duplicate duplicate -> failed.put(opportunities.get(i), duplicate);
                case Answer.Moved moved -> failed.put(opportunities.get(i), moved);
                case Answer.Missing missing -> failed.put(opportunities.get(i), missing);
            }
        }
    }

    private static String id(JsonNode row, String field) {
        return SalesforceId.canonical(row.path(field).asText(""));
    }

    private static ObjectNode row() {
        return JsonNodeFactory.instance.objectNode();
    }
}
