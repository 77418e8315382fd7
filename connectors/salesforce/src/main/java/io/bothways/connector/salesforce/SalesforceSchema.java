package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Fields as describe gives them; kept for an hour, because a query for a field that is not there fails as a whole.
 * Offered are the standard types and those that the organisation made itself; the hundreds that come with packages are
 * not read to be listed.
 */
final class SalesforceSchema implements SchemaReader {
    /** Where creates keep their marker, if the organisation has made such an external id. */
    static final String MARKER = "Bothways_Key__c";

    private static final Duration KEPT = Duration.ofHours(1);
    /** A field that the account does not have must not cost a call with every page. */
    private static final Duration UNKNOWN_KEPT = Duration.ofMinutes(5);
    /** Those who can own records: others are guests, portal members and the system's own. */
    private static final String USERS = "SELECT Id, Email, Username FROM User WHERE IsActive = true"
            + " AND UserType = 'Standard'";

    private final SalesforceApi api;
    private final QueryPages pages;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * @param marked creates can be made idempotent by {@link #MARKER}
     * @param merges records can be merged, and name their survivor
     */
    private record Known(
            ObjectSchema schema, Map<String, FieldSchema> fields, boolean marked, boolean merges, Instant at) {}

    SalesforceSchema(SalesforceApi api, Clock clock) {
        this.api = api;
        this.pages = new QueryPages(api);
        this.clock = clock;
    }

    @Override
    public List<ObjectSchema> describe() {
        Map<String, String> users = users();
        List<ObjectSchema> described = new ArrayList<>();
        for (SalesforceType type : offered()) {
            described.add(withPeople(load(type).schema(), users));
        }
        return described;
    }

    private List<SalesforceType> offered() {
        Map<String, JsonNode> objects = new LinkedHashMap<>();
        api.describeGlobal().path("sobjects").forEach(object -> objects.put(object.path("name").asText(), object));
        List<SalesforceType> types = new ArrayList<>();
        for (SalesforceType type : SalesforceType.STANDARD) {
            boolean needed = type == SalesforceType.CONTACT || type == SalesforceType.ACCOUNT;
            if (needed || objects.containsKey(type.apiName()) && readable(objects.get(type.apiName()))) {
                types.add(type);
            }
        }
        objects.forEach((name, object) -> {
            if (ownedByOrganization(name, object)) {
                SalesforceType.named(name).ifPresent(types::add);
            }
        });
        return types;
    }

    private static boolean readable(JsonNode object) {
        return object.path("queryable").asBoolean() && object.path("retrieveable").asBoolean();
    }

    /** Settings are no records, and what came with a package carries its namespace in front: {@code ns__Name__c}. */
    private static boolean ownedByOrganization(String name, JsonNode object) {
        return object.path("custom").asBoolean()
                && name.indexOf("__") == name.lastIndexOf("__")
                && readable(object)
                && object.path("createable").asBoolean()
                && !object.path("customSetting").asBoolean()
                && !object.path("deprecatedAndHidden").asBoolean();
    }

    /** User id to e-mail, or to the user name, which no two share, where several users have the e-mail. */
    private Map<String, String> users() {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        Map<String, Integer> holders = new HashMap<>();
        pages.each(api.query(USERS), row -> {
            rows.put(SalesforceRecords.id(row), row);
            holders.merge(row.path("Email").asText(""), 1, Integer::sum);
        });
        Map<String, String> users = new LinkedHashMap<>();
        rows.forEach((id, row) -> {
            String email = row.path("Email").asText("");
            boolean its = !email.isEmpty() && holders.get(email) == 1;
            users.put(id, its ? email : row.path("Username").asText(id));
        });
        return users;
    }

    private static ObjectSchema withPeople(ObjectSchema schema, Map<String, String> users) {
        List<FieldSchema> fields = schema.fields().stream()
                .map(field -> field.referenceTo().isEmpty() || field.type() != ValueType.OPTION
                        ? field
                        : new FieldSchema(
                                field.name(), field.label(), field.type(), field.meaning(), field.creatable(),
                                field.updatable(), field.required(), field.unique(), users, List.of()))
                .toList();
        return new ObjectSchema(schema.type(), schema.label(), schema.kind(), fields);
    }

    /** Those of {@code wanted} that the account has; a field that is gone is unread, not empty. */
    Map<String, FieldSchema> fields(SalesforceType type, Set<String> wanted) {
        Known current = current(type, wanted);
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        wanted.stream().sorted().forEach(name -> {
            FieldSchema field = current.fields().get(name);
            if (field != null) {
                fields.put(name, field);
            }
        });
        return fields;
    }

    /** Whether creates can be made idempotent by {@link #MARKER}. */
    boolean marked(SalesforceType type) {
        return current(type, Set.of()).marked();
    }

    /** Whether a deleted record may have been merged into another. */
    boolean merges(SalesforceType type) {
        return current(type, Set.of()).merges();
    }

    /** Fields that are given to a new record and never changed. */
    Set<String> onlyNew(SalesforceType type) {
        return current(type, Set.of()).fields().values().stream()
                .filter(field -> field.creatable()
                        && (!field.updatable() || type.isPrimaryContact(field.name())))
                .map(FieldSchema::name)
                .collect(Collectors.toSet());
    }

    private Known current(SalesforceType type, Set<String> wanted) {
        Known current = known.get(type.apiName());
        if (current == null || stale(current, wanted)) {
            synchronized (this) {
                Known again = known.get(type.apiName());
                current = again == null || stale(again, wanted) ? load(type) : again;
            }
        }
        return current;
    }

    private boolean stale(Known current, Set<String> wanted) {
        Duration age = Duration.between(current.at(), clock.instant());
        return age.compareTo(KEPT) > 0
                || age.compareTo(UNKNOWN_KEPT) > 0 && !current.fields().keySet().containsAll(wanted);
    }

    private Known load(SalesforceType type) {
        Instant asked = clock.instant();
        JsonNode answer = api.describe(type.apiName());
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        boolean marked = false;
        boolean merges = false;
        for (JsonNode field : answer.path("fields")) {
            String name = field.path("name").asText();
            merges |= name.equals(SalesforceRecords.MASTER);
            if (name.equals(MARKER)) {
                marked = field.path("externalId").asBoolean() && field.path("createable").asBoolean();
            } else {
                FieldReading.read(type, field).ifPresent(known -> fields.put(name, known));
            }
        }
        ObjectSchema schema = new ObjectSchema(
                type.apiName(),
                answer.path("label").asText(type.apiName()),
                type.kind(),
                List.copyOf(fields.values()));
        Known loaded = new Known(schema, fields, marked, merges, asked);
        known.put(type.apiName(), loaded);
        return loaded;
    }
}
