package io.bothways.simulator.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.ControlRoutes;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.salesforce.records.ApiError;
import io.bothways.simulator.salesforce.records.RowFaults.RowFault;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What only this app lets people and tests do: {@code POST merge} two or three records, {@code PUT row-faults} for
 * single rows inside calls that succeed, {@code PUT duplicate-rule}, {@code POST sessions/close} all of them.
 */
final class SalesforceControls {
    private final Rows rows;
    private final Sessions sessions;

    SalesforceControls(Rows rows, Sessions sessions) {
        this.rows = rows;
        this.sessions = sessions;
    }

    void addTo(ControlRoutes routes) {
        routes.add(HttpMethod.POST, "merge", this::merge);
        routes.add(HttpMethod.PUT, "row-faults", this::planRowFaults);
        routes.add(HttpMethod.PUT, "duplicate-rule", body -> {
            rows.duplicateRule().enabled(body.path("enabled").asBoolean());
            return Json.object().put("enabled", rows.duplicateRule().enabled());
        });
        routes.add(HttpMethod.POST, "sessions/close", body -> {
            sessions.closeAll();
            return Json.object();
        });
    }

    private JsonNode merge(JsonNode body) {
        SalesforceType type = Organization.type(body.path("type").asText())
                .orElseThrow(() -> new IllegalArgumentException("type must be Contact or Account"));
        List<String> losers = new ArrayList<>();
        body.path("losers").forEach(loser -> losers.add(loser.asText()));
        rows.merge(type, body.path("winner").asText(), losers);
        return Json.object().put("winner", body.path("winner").asText()).put("merged", losers.size());
    }

    private JsonNode planRowFaults(JsonNode body) {
        List<RowFault> faults = new ArrayList<>();
        for (JsonNode node : body.path("faults")) {
            String code = node.path("code").asText("UNABLE_TO_LOCK_ROW");
            String message = node.path("message").asText("unable to obtain exclusive access to this record");
            Optional<String> id = node.hasNonNull("id") ? Optional.of(node.get("id").asText()) : Optional.empty();
            faults.add(new RowFault(ApiError.of(code, message), node.path("times").asInt(1), id));
        }
        rows.faults().replace(faults);
        return Json.object().put("planned", faults.size());
    }
}
