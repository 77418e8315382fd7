package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.RowAddress;
import io.bothways.simulator.dataverse.records.Rows;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions and actions of the whole environment. Total record counts are a snapshot, up to a day old. */
final class FunctionRequests {
    private static final Duration SNAPSHOT_AGE = Duration.ofHours(24);
    private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']+)[\"']");

    private final Rows rows;
    private final RowBody bodies;
    private final Clock clock;
    private final Map<String, Long> snapshot = new HashMap<>();
    private long takenAt;

    FunctionRequests(Rows rows, RowBody bodies, Clock clock) {
        this.rows = rows;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** Counts the rows of all tables; the counts are told until the next snapshot is due. */
    void takeSnapshot() {
        takenAt = clock.millis();
        for (Table table : Organization.tables()) {
            snapshot.put(table.logicalName(), rows.store().records(table.stored()).values().stream()
                    .filter(row -> !row.deleted()).count());
        }
    }

    ODataReply whoAmI(ODataRequest request) {
        return ODataReply.json(200, Json.object()
                .put("@odata.context", request.service() + "$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse")
                .put("BusinessUnitId", Organization.BUSINESS_UNIT).put("UserId", Organization.INTEGRATION_USER)
                .put("OrganizationId", Organization.ORGANIZATION));
    }

    /** The names are given in the address, as a parameter alias too. */
    ODataReply totalRecordCount(ODataRequest request) {
        if (clock.millis() - takenAt >= SNAPSHOT_AGE.toMillis()) {
            takeSnapshot();
        }
        String given = request.path() + request.options().getOrDefault("@p1", "");
        Matcher name = QUOTED.matcher(given);
        ObjectNode answer = Json.object().put("@odata.context", request.service()
                + "$metadata#Microsoft.Dynamics.CRM.RetrieveTotalRecordCountResponse");
        ObjectNode counts = answer.putObject("EntityRecordCountCollection");
        ArrayNode keys = Json.array();
        ArrayNode values = Json.array();
        while (name.find()) {
            Long count = snapshot.get(name.group(1));
            if (count == null) {
                throw new Problem(400, Problem.INVALID_ARGUMENT, "Entity with name " + name.group(1)
                        + " does not exist.");
            }
            keys.add(name.group(1));
            values.add(count);
        }
        counts.put("Count", keys.size()).put("IsReadOnly", false);
        counts.set("Keys", keys);
        counts.set("Values", values);
        return ODataReply.json(200, answer);
    }

    ODataReply merge(ODataRequest request) {
        JsonNode body = request.json();
        StoredRecord master = row(body.path("Target"));
        StoredRecord subordinate = row(body.path("Subordinate"));
        if (master.type() != subordinate.type()) {
            throw new Problem(400, Problem.INVALID_ARGUMENT, "Target and Subordinate must be of one entity.");
        }
        Table table = Organization.storedAs(master.type());
        Map<String, @Nullable Object> content = body.path("UpdateContent").isObject()
                ? new LinkedHashMap<>(bodies.read(table, body.path("UpdateContent"), false)) : new LinkedHashMap<>();
        content.remove(table.primaryId());
        rows.merge(master, subordinate, content);
        return ODataReply.empty(204);
    }

    private StoredRecord row(JsonNode reference) {
        String type = reference.path("@odata.type").asText().replace("#", "");
        Table table = Organization.tables().stream()
                .filter(each -> type.equals(MultipleRequests.NAMESPACE + each.logicalName())).findFirst()
                .orElseThrow(() -> Problem.malformed("Target and Subordinate must have an @odata.type."));
        return rows.get(RowAddress.of(table, reference.path(table.primaryId()).asText()));
    }
}
