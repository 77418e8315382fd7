package io.bothways.simulator.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.api.PartFaults;
import io.bothways.simulator.dataverse.api.PartFaults.PartFault;
import io.bothways.simulator.dataverse.records.DuplicateDetection;
import io.bothways.simulator.dataverse.records.Privileges;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.RowAddress;
import io.bothways.simulator.dataverse.records.Rows;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.ControlRoutes;
import io.bothways.simulator.kit.http.Json;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only this app lets people and tests do: {@code POST merge} two rows, {@code PUT part-faults} for single requests
 * of batches, {@code PUT privileges} that are missing, {@code PUT duplicate-detection} with its status,
 * {@code POST tokens/revoke} all of them.
 */
final class DataverseControls {
    private final Rows rows;
    private final Tokens tokens;
    private final Privileges privileges;
    private final DuplicateDetection duplicates;
    private final PartFaults faults;

    DataverseControls(Rows rows, Tokens tokens, Privileges privileges, DuplicateDetection duplicates,
            PartFaults faults) {
        this.rows = rows;
        this.tokens = tokens;
        this.privileges = privileges;
        this.duplicates = duplicates;
        this.faults = faults;
    }

    void addTo(ControlRoutes routes) {
        routes.add(HttpMethod.POST, "merge", this::merge);
        routes.add(HttpMethod.PUT, "part-faults", this::planPartFaults);
        routes.add(HttpMethod.PUT, "privileges", body -> {
            Set<String> missing = new HashSet<>();
            body.path("missing").forEach(name -> missing.add(name.asText()));
            privileges.missing(missing);
            return Json.object().put("missing", missing.size());
        });
        routes.add(HttpMethod.PUT, "duplicate-detection", body -> {
            int status = body.path("status").asInt();
            if (status != 412 && status != 500) {
                throw new IllegalArgumentException("status must be 412 or 500");
            }
            duplicates.status(status);
            return Json.object().put("status", status);
        });
        routes.add(HttpMethod.POST, "tokens/revoke", body -> {
            tokens.revokeAll();
            return Json.object();
        });
    }

    private JsonNode merge(JsonNode body) {
        Table table = Organization.set(body.path("type").asText())
                .orElseThrow(() -> new IllegalArgumentException("type must be the name of an entity set"));
        try {
            rows.merge(rows.get(RowAddress.of(table, body.path("winner").asText())),
                    rows.get(RowAddress.of(table, body.path("loser").asText())), Map.of());
        } catch (Problem problem) {
            throw new IllegalArgumentException(problem.sentence(), problem);
        }
        return Json.object().put("winner", body.path("winner").asText());
    }

    private JsonNode planPartFaults(JsonNode body) {
        List<PartFault> planned = new ArrayList<>();
        for (JsonNode node : body.path("faults")) {
            PartFault fault = new PartFault(new Problem(node.path("status").asInt(500), node.path("code").asText(""),
                    node.path("message").asText("Generic SQL error.")), node.path("after_effect").asBoolean());
            for (int time = 0; time < node.path("times").asInt(1); time++) {
                planned.add(fault);
            }
        }
        faults.replace(planned);
        return Json.object().put("planned", planned.size());
    }
}
