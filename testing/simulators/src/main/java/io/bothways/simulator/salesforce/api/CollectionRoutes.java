package io.bothways.simulator.salesforce.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.salesforce.records.ApiError;
import io.bothways.simulator.salesforce.records.Outcome;
import io.bothways.simulator.salesforce.records.RecordRow;
import io.bothways.simulator.salesforce.records.RowBody;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collections: many records in one call. The answer is 200 with a row for each record, in order, even when every row
 * failed, unless the call as a whole cannot be read.
 */
public final class CollectionRoutes {
    private static final String COLLECTION = ApiPath.VERSIONED + "/composite/sobjects";
    private static final int MAX_WRITTEN = 200;
    private static final int MAX_READ = 2_000;
    private static final int MAX_CHUNKS = 10;
    private static final ApiError ROLLED_BACK = ApiError.of("ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header");

    private final Rows rows;

    public CollectionRoutes(Rows rows) {
        this.rows = rows;
    }

    public void addTo(VendorRoutes routes) {
        routes.write(HttpMethod.POST, COLLECTION, "collections.create", this::create);
        routes.write(HttpMethod.PATCH, COLLECTION, "collections.update", this::update);
        routes.write(HttpMethod.DELETE, COLLECTION, "collections.delete", this::delete);
        routes.write(HttpMethod.PATCH, COLLECTION + "/:type/:field", "{type}.collections_upsert", this::upsert);
        routes.read(HttpMethod.POST, COLLECTION + "/:type", "{type}.retrieve", call ->
                retrieve(call, texts(call.json().path("ids")), texts(call.json().path("fields"))));
        routes.read(HttpMethod.GET, COLLECTION + "/:type", "{type}.retrieve", call ->
                retrieve(call, listed(call.query("ids")), listed(call.query("fields"))));
    }

    private record Row(SalesforceType type, RowBody body) {}

    private VendorReply create(VendorCall call) {
        List<Row> wanted = read(call);
        boolean allowDuplicates = ApiPath.allowsDuplicates(call);
        return run(call, wanted, call.json().path("allOrNone").asBoolean(), false,
                row -> row.body().id().isPresent()
                        ? failed("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call")
                        : rows.create(row.type(), row.body().fields(), allowDuplicates),
                row -> rows.tryOut(row.type(), Optional.empty(), row.body().fields(), allowDuplicates));
    }

    private VendorReply update(VendorCall call) {
        List<Row> wanted = read(call);
        boolean allowDuplicates = ApiPath.allowsDuplicates(call);
        Outcome noId = failed("MISSING_ARGUMENT", "Id not specified in an update call");
        return run(call, wanted, call.json().path("allOrNone").asBoolean(), false,
                row -> row.body().id()
                        .map(id -> rows.update(row.type(), id, row.body().fields(), allowDuplicates)).orElse(noId),
                row -> row.body().id().isEmpty() ? noId
                        : rows.tryOut(row.type(), row.body().id(), row.body().fields(), allowDuplicates));
    }

    private VendorReply upsert(VendorCall call) {
        SalesforceType type = ApiPath.type(call.parameter("type"));
        SalesforceField key = type.field(call.parameter("field"))
                .filter(field -> field.externalId() || field.name().equals("Id"))
                .orElseThrow(() -> ApiError.of("INVALID_FIELD", "No external id field named "
                        + call.parameter("field") + " on sobject of type " + type.name()).asFailure());
        List<Row> wanted = read(call);
        if (wanted.stream().anyMatch(row -> row.type() != type)) {
            throw ApiError.of("INVALID_INPUT", "all records must be of type " + type.name()).asFailure();
        }
        boolean allowDuplicates = ApiPath.allowsDuplicates(call);
        return run(call, wanted, call.json().path("allOrNone").asBoolean(), true,
                row -> upsert(row, key, allowDuplicates),
                row -> tryOutUpsert(row, key, allowDuplicates));
    }

    private Outcome upsert(Row row, SalesforceField key, boolean allowDuplicates) {
        return keyOf(row, key).map(value -> {
            Map<String, @Nullable Object> fields = new HashMap<>(row.body().fields());
            fields.remove(key.name());
            return rows.upsert(row.type(), key, value, fields, allowDuplicates);
        }).orElseGet(() -> failed("MISSING_ARGUMENT", key.name() + " not specified"));
    }

    private Outcome tryOutUpsert(Row row, SalesforceField key, boolean allowDuplicates) {
        Optional<String> value = keyOf(row, key);
        if (value.isEmpty()) {
            return failed("MISSING_ARGUMENT", key.name() + " not specified");
        }
        List<String> found = rows.findBy(row.type(), key, value.get()).stream()
                .map(match -> match.stored().id()).toList();
        return found.size() > 1 ? new Outcome.Ambiguous(key.name(), found)
                : rows.tryOut(row.type(), found.stream().findFirst(), row.body().fields(), allowDuplicates);
    }

    private static Optional<String> keyOf(Row row, SalesforceField key) {
        return key.name().equals("Id") ? row.body().id()
                : Optional.ofNullable(row.body().fields().get(key.name())).map(Object::toString);
    }

    private VendorReply delete(VendorCall call) {
        List<String> ids = listed(call.query("ids"));
        if (ids.isEmpty()) {
            throw ApiError.of("MISSING_ARGUMENT", "The ids parameter is missing").asFailure();
        }
        refuseMoreThan(MAX_WRITTEN, ids.size());
        boolean allOrNone = Boolean.parseBoolean(call.query("allOrNone"));
        if (allOrNone && ids.stream().anyMatch(id -> rows.tryDelete(id).failed())) {
            return rolledBack(ids.stream().map(rows::tryDelete).toList(), false);
        }
        return answer(call, ids.stream().map(rows::delete).toList(), false);
    }

    private VendorReply retrieve(VendorCall call, List<String> ids, List<String> names) {
        SalesforceType type = ApiPath.type(call.parameter("type"));
        refuseMoreThan(MAX_READ, ids.size());
        if (ids.isEmpty() || names.isEmpty()) {
            throw ApiError.of("MISSING_ARGUMENT", "ids and fields must be given").asFailure();
        }
        List<SalesforceField> fields = ApiPath.fields(type, names);
        return JsonDocument.reply(json -> {
            json.writeStartArray();
            for (String id : ids) {
                Optional<RecordRow> row = rows.find(type, id).filter(found -> !found.stored().deleted());
                if (row.isPresent()) {
                    row.get().write(json, ApiPath.base(call), fields);
                } else {
                    json.writeNull();
                }
            }
            json.writeEndArray();
        });
    }

    private List<Row> read(VendorCall call) {
        JsonNode records = call.json().path("records");
        if (!records.isArray() || records.isEmpty()) {
            throw ApiError.of("REQUIRED_FIELD_MISSING", "records must be a list of at least one record").asFailure();
        }
        refuseMoreThan(MAX_WRITTEN, records.size());
        List<Row> wanted = new ArrayList<>();
        int chunks = 0;
        for (JsonNode json : records) {
            String typeName = json.path("attributes").path("type").asText();
            SalesforceType type = Organization.type(typeName).orElseThrow(() -> ApiError.of("INVALID_TYPE",
                    "sObject type '" + typeName + "' is not supported.").asFailure());
            chunks += wanted.isEmpty() || wanted.getLast().type() != type ? 1 : 0;
            wanted.add(new Row(type, RowBody.read(rows, type, json)));
        }
        if (chunks > MAX_CHUNKS) {
            throw ApiError.of("INVALID_INPUT", "No more than " + MAX_CHUNKS
                    + " chunks of records of one type can be in a request").asFailure();
        }
        return wanted;
    }

    private static void refuseMoreThan(int max, int given) {
        if (given > max) {
            throw ApiError.of("EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than " + max
                    + " records into this call").asFailure();
        }
    }

    private VendorReply run(VendorCall call, List<Row> wanted, boolean allOrNone, boolean upsert,
            Function<Row, Outcome> write, Function<Row, Outcome> tryOut) {
        if (allOrNone) {
            Set<String> keys = new HashSet<>();
            List<Outcome> tried = wanted.stream().map(row -> unreadable(row).or(() -> repeated(row, keys))
                    .orElseGet(() -> tryOut.apply(row))).toList();
            if (tried.stream().anyMatch(Outcome::failed)) {
                return rolledBack(tried, upsert);
            }
        }
        return answer(call, wanted.stream()
                .map(row -> unreadable(row).orElseGet(() -> write.apply(row))).toList(), upsert);
    }

    private static Optional<Outcome> unreadable(Row row) {
        return row.body().refusal().map(error -> new Outcome.Failed(error));
    }

    /** Two rows of one call cannot both have a value that only one record may have. */
    private static Optional<Outcome> repeated(Row row, Set<String> keys) {
        for (SalesforceField field : row.type().fields()) {
            Object value = field.unique() ? row.body().fields().get(field.name()) : null;
            if (value != null && !keys.add(field.name() + "=" + value.toString().toLowerCase(Locale.ROOT))) {
                return Optional.of(failed("DUPLICATE_VALUE", "duplicate value found: " + field.name()
                        + " duplicates value on another record of this request"));
            }
        }
        return Optional.empty();
    }

    private static VendorReply rolledBack(List<Outcome> tried, boolean upsert) {
        ArrayNode answer = Json.array();
        tried.forEach(outcome -> answer.add(
                (outcome.failed() ? outcome : new Outcome.Failed(ROLLED_BACK)).inCollection(upsert)));
        return VendorReply.json(200, answer);
    }

    private static VendorReply answer(VendorCall call, List<Outcome> outcomes, boolean upsert) {
        ArrayNode answer = Json.array();
        outcomes.forEach(outcome -> answer.add(outcome.inCollection(upsert)));
        call.wrote((int) outcomes.stream().filter(outcome -> !outcome.failed()).count());
        return VendorReply.json(200, answer);
    }

    private static Outcome failed(String code, String message) {
        return new Outcome.Failed(ApiError.of(code, message));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static List<String> listed(@Nullable String parameter) {
        return parameter == null ? List.of()
                : Arrays.stream(parameter.split(",")).map(String::strip).filter(text -> !text.isEmpty()).toList();
    }
}
