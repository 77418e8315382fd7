package io.bothways.simulator.salesforce.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.salesforce.records.ApiError;
import io.bothways.simulator.salesforce.records.Outcome;
import io.bothways.simulator.salesforce.records.RecordRow;
import io.bothways.simulator.salesforce.records.RowBody;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single records, by their id or by an external id. */
public final class RowRoutes {
    private static final String ROWS = ApiPath.VERSIONED + "/sobjects/:type";
    private static final String BY_ID = ROWS + "/:id";
    private static final String BY_KEY = ROWS + "/:field/:value";

    private final Rows rows;

    public RowRoutes(Rows rows) {
        this.rows = rows;
    }

    public void addTo(VendorRoutes routes) {
        routes.write(HttpMethod.POST, ROWS, "{type}.create", call -> counted(call,
                create(call.parameter("type"), call.json(), ApiPath.allowsDuplicates(call))));
        routes.read(HttpMethod.GET, BY_ID, "{type}.get", call ->
                get(ApiPath.base(call), call.parameter("type"), call.parameter("id"), call.query("fields")));
        routes.write(HttpMethod.PATCH, BY_ID, "{type}.update", call -> counted(call, update(
                call.parameter("type"), call.parameter("id"), call.json(), ApiPath.allowsDuplicates(call))));
        routes.write(HttpMethod.DELETE, BY_ID, "{type}.delete", call -> counted(call,
                delete(call.parameter("type"), call.parameter("id"))));
        routes.read(HttpMethod.GET, BY_KEY, "{type}.get_by_key", call -> getByKey(ApiPath.base(call),
                call.parameter("type"), call.parameter("field"), call.parameter("value"), call.query("fields")));
        routes.write(HttpMethod.PATCH, BY_KEY, "{type}.upsert", call -> counted(call, upsert(ApiPath.base(call),
                call.parameter("type"), call.parameter("field"), call.parameter("value"), call.json(),
                ApiPath.allowsDuplicates(call))));
    }

    private static VendorReply counted(VendorCall call, VendorReply reply) {
        if (reply.status() < 300) {
            call.wrote(1);
        }
        return reply;
    }

    VendorReply create(String typeName, JsonNode body, boolean allowDuplicates) {
        SalesforceType type = ApiPath.type(typeName);
        RowBody row = RowBody.read(rows, type, body);
        if (row.id().isPresent()) {
            return ApiError.of("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call").reply();
        }
        return row.refusal().map(ApiError::reply).orElseGet(() ->
                answer(rows.create(type, row.fields(), allowDuplicates), 201, true, ""));
    }

    VendorReply get(String basePath, String typeName, String id, @Nullable String fields) {
        SalesforceType type = ApiPath.type(typeName);
        return shown(basePath, existing(type, id), fields);
    }

    VendorReply getByKey(String basePath, String typeName, String field, String value, @Nullable String fields) {
        SalesforceType type = ApiPath.type(typeName);
        List<RecordRow> found = rows.findBy(type, key(type, field), value);
        return switch (found.size()) {
            case 0 -> ApiError.notFound().reply();
            case 1 -> shown(basePath, found.getFirst(), fields);
            default -> choices(basePath, type, found.stream().map(row -> row.stored().id()).toList());
        };
    }

    VendorReply update(String typeName, String id, JsonNode body, boolean allowDuplicates) {
        SalesforceType type = ApiPath.type(typeName);
        RecordRow target = existing(type, id);
        RowBody row = RowBody.read(rows, type, body);
        return row.refusal().map(ApiError::reply).orElseGet(() ->
                answer(rows.update(type, target.stored().id(), row.fields(), allowDuplicates), 204, false, ""));
    }

    VendorReply delete(String typeName, String id) {
        return answer(rows.delete(existing(ApiPath.type(typeName), id).stored().id()), 204, false, "");
    }

    VendorReply upsert(String basePath, String typeName, String field, String value, JsonNode body,
            boolean allowDuplicates) {
        SalesforceType type = ApiPath.type(typeName);
        SalesforceField key = key(type, field);
        RowBody row = RowBody.read(rows, type, body);
        if (row.refusal().isPresent()) {
            return row.refusal().get().reply();
        }
        if (row.fields().containsKey(key.name())) {
            return ApiError.of("INVALID_FIELD", "The " + key.name()
                    + " field should not be specified in the sobject data.").reply();
        }
        Map<String, @Nullable Object> fields = new HashMap<>(row.fields());
        Outcome outcome = rows.upsert(type, key, value, fields, allowDuplicates);
        if (outcome instanceof Outcome.Ambiguous ambiguous) {
            return choices(basePath, type, ambiguous.ids());
        }
        boolean created = outcome instanceof Outcome.Saved saved && saved.created();
        return answer(outcome, created ? 201 : 200, true, created ? "created" : "updated");
    }

    private RecordRow existing(SalesforceType type, String id) {
        Optional<String> normalised = RecordId.normalise(id).filter(text -> text.startsWith(type.keyPrefix()));
        if (normalised.isEmpty()) {
            throw ApiError.malformedId(type.name(), id).asFailure();
        }
        RecordRow found = rows.find(type, normalised.get()).orElseThrow(() -> ApiError.notFound().asFailure());
        if (found.stored().deleted()) {
            throw ApiError.of("ENTITY_IS_DELETED", "entity is deleted").asFailure();
        }
        return found;
    }

    private static SalesforceField key(SalesforceType type, String field) {
        return type.field(field).filter(found -> found.externalId() || found.name().equals("Id"))
                .orElseThrow(() -> ApiError.of("NOT_FOUND",
                        "Provided external ID field does not exist or is not accessible: " + field).asFailure());
    }

    private static VendorReply shown(String basePath, RecordRow row, @Nullable String fields) {
        List<SalesforceField> asked = fields == null ? row.type().fields()
                : ApiPath.fields(row.type(), Arrays.asList(fields.split(",")));
        return JsonDocument.reply(json -> row.write(json, basePath, asked));
    }

    private static VendorReply choices(String basePath, SalesforceType type, List<String> ids) {
        ArrayNode addresses = Json.array();
        ids.forEach(id -> addresses.add(basePath + "/sobjects/" + type.name() + "/" + id));
        return VendorReply.json(300, addresses);
    }

    private static VendorReply answer(Outcome outcome, int status, boolean withBody, String upserted) {
        return switch (outcome) {
            case Outcome.Failed failed -> failed.error().reply();
            case Outcome.Ambiguous ambiguous -> throw new IllegalStateException("answered with 300 before");
            case Outcome.Saved saved when withBody -> {
                ObjectNode body = Json.object().put("id", saved.id()).put("success", true);
                body.putArray("errors");
                if (!upserted.isEmpty()) {
                    body.put("created", saved.created());
                }
                yield VendorReply.json(status, body);
            }
            case Outcome.Saved saved -> VendorReply.empty(status);
        };
    }
}
