package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.query.Query;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.RowAddress;
import io.bothways.simulator.dataverse.records.RowValue;
import io.bothways.simulator.dataverse.records.Rows;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one row. A PATCH creates what is not there unless {@code If-Match} forbids it, and updates what is there
 * unless {@code If-None-Match: *} does.
 */
final class RowRequests {
    private static final String STALE = "0x80060882";

    private final Rows rows;
    private final RowBody bodies;
    private final RowView view;

    RowRequests(Rows rows, RowBody bodies, RowView view) {
        this.rows = rows;
        this.bodies = bodies;
        this.view = view;
    }

    ODataReply create(ODataRequest request, Table table) {
        StoredRecord created = rows.create(table, bodies.read(table, request.json(), true), detectsDuplicates(request));
        return written(request, table, created, 201);
    }

    ODataReply get(ODataRequest request, RowAddress address) {
        Table table = address.table();
        rows.requireReadable(table);
        StoredRecord row = rows.get(address);
        Query query = Query.of(table, request.options(), Optional.empty(), false, rows.store());
        Preferences preferences = request.preferences();
        String etag = RowValue.etag(row);
        if (request.header("If-None-Match").filter(etag::equals).isPresent() && query.expansions().isEmpty()
                && preferences.annotations().isEmpty()) {
            return ODataReply.empty(304);
        }
        return ODataReply.json(200, node(request, table, row, query)).with("ETag", etag);
    }

    ODataReply patch(ODataRequest request, RowAddress address) {
        Table table = address.table();
        JsonNode body = request.json();
        StoredRecord row = rows.find(address);
        if (row == null) {
            if (request.header("If-Match").isPresent()) {
                throw address.missing();
            }
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            address.id().ifPresent(id -> fields.put(table.primaryId(), id));
            fields.putAll(address.key());
            // Where the body names a key column too, it wins over the address.
            fields.putAll(bodies.read(table, body, true));
            return written(request, table, rows.create(table, fields, detectsDuplicates(request)), 201);
        }
        if (request.header("If-None-Match").filter("*"::equals).isPresent()) {
            throw new Problem(412, "", "A record with matching key values already exists.");
        }
        requireMatch(request, row);
        rows.update(row, bodies.read(table, body, false), detectsDuplicates(request));
        return written(request, table, row, 200);
    }

    ODataReply delete(ODataRequest request, RowAddress address) {
        StoredRecord row = rows.get(address);
        requireMatch(request, row);
        rows.delete(row);
        return ODataReply.empty(204);
    }

    ODataReply getProperty(ODataRequest request, RowAddress address, String property) {
        rows.requireReadable(address.table());
        StoredRecord row = rows.get(address);
        Column column = column(address.table(), property);
        ObjectNode node = view.of(row, List.of(column), List.of(), Preferences.parse(""));
        JsonNode value = node.path(property);
        if (value.isNull()) {
            return ODataReply.empty(204);
        }
        return ODataReply.json(200, Json.object().put("@odata.context", request.service() + "$metadata#"
                + address.table().setName() + "(" + row.id() + ")/" + property).set("value", value));
    }

    ODataReply putProperty(ODataRequest request, RowAddress address, String property) {
        ObjectNode body = Json.object();
        body.set(property, request.json().path("value"));
        rows.update(rows.get(address), bodies.read(address.table(), body, false), false);
        return ODataReply.empty(204);
    }

    ODataReply deleteProperty(RowAddress address, String property) {
        Column column = column(address.table(), property);
        rows.update(rows.get(address), Collections.singletonMap(column.name(), null), false);
        return ODataReply.empty(204);
    }

    ODataReply putReference(ODataRequest request, RowAddress address, String navigation) {
        ObjectNode body = Json.object().put(navigation + "@odata.bind", request.json().path("@odata.id").asText());
        rows.update(rows.get(address), bodies.read(address.table(), body, false), false);
        return ODataReply.empty(204);
    }

    ODataReply deleteReference(RowAddress address, String navigation) {
        Table table = address.table();
        Column column = table.navigation(navigation).orElseThrow(() ->
                Problem.malformed("Resource not found for the segment '" + navigation + "'.")).column();
        rows.update(rows.get(address), Collections.singletonMap(column.name(), null), false);
        return ODataReply.empty(204);
    }

    private static Column column(Table table, String property) {
        return table.property(property).orElseThrow(() -> new Problem(404, Problem.MALFORMED,
                "Resource not found for the segment '" + property + "'."));
    }

    private static void requireMatch(ODataRequest request, StoredRecord row) {
        String wanted = request.header("If-Match").orElse("*");
        if (!wanted.equals("*") && !wanted.equals(RowValue.etag(row))) {
            throw new Problem(412, STALE,
                    "The version of the existing record doesn't match the RowVersion property provided.");
        }
    }

    private static boolean detectsDuplicates(ODataRequest request) {
        return request.header("MSCRM.SuppressDuplicateDetection").filter("false"::equalsIgnoreCase).isPresent();
    }

    private ODataReply written(ODataRequest request, Table table, StoredRecord row, int statusWithContent) {
        String address = request.service() + table.setName() + "(" + row.id() + ")";
        ODataReply reply = request.preferences().representation()
                ? ODataReply.json(statusWithContent, node(request, table, row, SetRequests.shown(request, table, rows)))
                        .with("Preference-Applied", "return=representation").with("ETag", RowValue.etag(row))
                : ODataReply.empty(204);
        return reply.with("OData-EntityId", address).with("Location", address);
    }

    private ObjectNode node(ODataRequest request, Table table, StoredRecord row, Query query) {
        ObjectNode node = Json.object().put("@odata.context", request.service() + "$metadata#" + table.setName()
                + "/$entity");
        node.setAll(view.of(row, query.columns(), query.expansions(), request.preferences()));
        return node;
    }
}
