package io.bothways.simulator.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.ControlRoutes;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.process.GeneratedRows;
import io.bothways.simulator.salesforce.process.LeadConversion;
import io.bothways.simulator.salesforce.process.Merges;
import io.bothways.simulator.salesforce.records.ApiError;
import io.bothways.simulator.salesforce.records.RecordRow;
import io.bothways.simulator.salesforce.records.RowBody;
import io.bothways.simulator.salesforce.records.RowFaults.RowFault;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What only this app lets people and tests do: {@code POST merge} two or three records, {@code POST convert} a lead,
 * {@code POST undelete} a record, {@code POST generate} many, {@code PUT row-faults} for single rows inside calls that
 * succeed, {@code PUT duplicate-rule}, {@code POST sessions/close} all of them.
 */
final class SalesforceControls {
    private final RecordStore store;
    private final Rows rows;
    private final Sessions sessions;
    private final Merges merges;
    private final LeadConversion conversion;

    SalesforceControls(RecordStore store, Rows rows, Sessions sessions, Merges merges, LeadConversion conversion) {
        this.store = store;
        this.rows = rows;
        this.sessions = sessions;
        this.merges = merges;
        this.conversion = conversion;
    }

    void addTo(ControlRoutes routes) {
        routes.add(HttpMethod.POST, "merge", this::merge);
        routes.add(HttpMethod.PUT, "row-faults", this::planRowFaults);
        routes.add(HttpMethod.POST, "convert", this::convert);
        routes.add(HttpMethod.POST, "undelete", this::undelete);
        routes.add(HttpMethod.POST, "generate", body -> new GeneratedRows(store).add(body));
        routes.add(HttpMethod.PUT, "duplicate-rule", body -> {
            SalesforceType type = type(body.path("type").asText("Contact"));
            rows.duplicateRule().enabled(type, body.path("enabled").asBoolean());
            return Json.object().put("type", type.name()).put("enabled", rows.duplicateRule().enabled(type));
        });
        routes.add(HttpMethod.POST, "sessions/close", body -> {
            sessions.closeAll();
            return Json.object();
        });
    }

    private JsonNode merge(JsonNode body) {
        SalesforceType type = type(body.path("type").asText());
        List<String> losers = new ArrayList<>();
        body.path("losers").forEach(loser -> losers.add(loser.asText()));
        Map<String, @Nullable Object> values = RowBody.read(rows, type, body.path("fields")).fields();
        merges.merge(type, body.path("winner").asText(), losers, values, Editor.PERSON);
        return Json.object().put("winner", body.path("winner").asText()).put("merged", losers.size());
    }

    private JsonNode convert(JsonNode body) {
        LeadConversion.Converted converted = conversion.convert(new LeadConversion.Wish(body.path("lead").asText(),
                body.path("status").asText("Closed - Converted"), text(body, "account"), text(body, "contact"),
                text(body, "opportunity_name"), body.path("opportunity").asBoolean(true), text(body, "owner")),
                Editor.PERSON);
        return Json.object().put("lead", converted.leadId()).put("account", converted.accountId())
                .put("contact", converted.contactId()).put("opportunity", converted.opportunityId().orElse(null));
    }

    private JsonNode undelete(JsonNode body) {
        SalesforceType type = type(body.path("type").asText());
        StoredRecord deleted = rows.find(type, body.path("id").asText()).map(RecordRow::stored)
                .orElseThrow(() -> new IllegalArgumentException("There is no such record"));
        store.restore(deleted, Editor.PERSON);
        return Json.object().put("id", deleted.id());
    }

    private static SalesforceType type(String name) {
        return Organization.type(name)
                .orElseThrow(() -> new IllegalArgumentException("type must be the name of an object, such as Contact"));
    }

    private static Optional<String> text(JsonNode body, String name) {
        return body.hasNonNull(name) ? Optional.of(body.get(name).asText()) : Optional.empty();
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
