package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.RowAddress;
import io.bothways.simulator.dataverse.records.Rows;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CreateMultiple, UpdateMultiple and UpsertMultiple: on standard tables all targets or none, and only the first error
 * is told. Each target names its type.
 */
final class MultipleRequests {
    static final String NAMESPACE = "Microsoft.Dynamics.CRM.";
    private static final int MOST_TARGETS = 1000;

    private final Rows rows;
    private final RowBody bodies;

    MultipleRequests(Rows rows, RowBody bodies) {
        this.rows = rows;
        this.bodies = bodies;
    }

    ODataReply handle(ODataRequest request, Table table, String action) {
        JsonNode targets = request.json().path("Targets");
        if (!targets.isArray() || targets.isEmpty() || targets.size() > MOST_TARGETS) {
            throw Problem.payload(table.setName(), "Targets must be a collection of 1 to " + MOST_TARGETS + " rows.");
        }
        return rows.store().atomically(() -> switch (action) {
            case "CreateMultiple" -> create(request, table, targets);
            case "UpdateMultiple" -> update(table, targets);
            case "UpsertMultiple" -> upsert(request, table, targets);
            default -> throw Problem.malformed("Resource not found for the segment '" + NAMESPACE + action + "'.");
        });
    }

    private ODataReply create(ODataRequest request, Table table, JsonNode targets) {
        ObjectNode answer = Json.object().put("@odata.context", request.service()
                + "$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse");
        ArrayNode ids = answer.putArray("Ids");
        targets.forEach(target -> ids.add(rows.create(table, fields(table, target, true), false).id()));
        return ODataReply.json(200, answer);
    }

    private ODataReply update(Table table, JsonNode targets) {
        targets.forEach(target -> {
            RowAddress address = address(table, target).orElseThrow(() ->
                    Problem.payload(table.setName(), "A target of UpdateMultiple must have an id or a key."));
            rows.update(rows.get(address), fields(table, target, false), false);
        });
        return ODataReply.empty(204);
    }

    private ODataReply upsert(ODataRequest request, Table table, JsonNode targets) {
        ObjectNode answer = Json.object().put("@odata.context", request.service()
                + "$metadata#Microsoft.Dynamics.CRM.UpsertMultipleResponse");
        ArrayNode results = answer.putArray("Results");
        targets.forEach(target -> {
            Optional<RowAddress> address = address(table, target);
            StoredRecord row = address.isPresent() ? rows.find(address.get()) : null;
            boolean creates = row == null;
            if (row == null) {
                Map<String, @Nullable Object> fields =
                        new LinkedHashMap<>(address.map(RowAddress::key).orElse(Map.of()));
                fields.putAll(fields(table, target, true));
                row = rows.create(table, fields, false);
            } else {
                rows.update(row, fields(table, target, false), false);
            }
            results.addObject().put("RecordCreated", creates).putObject("Target")
                    .put("@odata.type", "#" + NAMESPACE + table.logicalName()).put(table.primaryId(), row.id());
        });
        return ODataReply.json(200, answer);
    }

    private static Optional<RowAddress> address(Table table, JsonNode target) {
        if (target.hasNonNull("@odata.id")) {
            return Optional.of(RowAddress.parse(target.path("@odata.id").asText()));
        }
        return target.hasNonNull(table.primaryId())
                ? Optional.of(RowAddress.of(table, target.path(table.primaryId()).asText())) : Optional.empty();
    }

    private Map<String, @Nullable Object> fields(Table table, JsonNode target, boolean creates) {
        if (!target.path("@odata.type").asText().replace("#", "").equals(NAMESPACE + table.logicalName())) {
            throw Problem.payload(table.setName(), "Microsoft.OData.ODataException: Each target must have an"
                    + " @odata.type of '" + NAMESPACE + table.logicalName() + "'.");
        }
        return bodies.read(table, target, creates);
    }
}
