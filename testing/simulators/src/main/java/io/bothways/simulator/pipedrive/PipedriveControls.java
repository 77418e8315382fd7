package io.bothways.simulator.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.ControlRoutes;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.pipedrive.api.MergeRoutes;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import io.vertx.core.http.HttpMethod;

/**
 * What only this app lets people and tests do: {@code POST merge} two records, {@code PUT account} in arrears,
 * {@code PUT daily-tokens} that are left today.
 */
final class PipedriveControls {
    private final RecordStore store;
    private final Accounts accounts;
    private final RateLimits limits;
    private final MergeRoutes merges;

    PipedriveControls(RecordStore store, Accounts accounts, RateLimits limits, MergeRoutes merges) {
        this.store = store;
        this.accounts = accounts;
        this.limits = limits;
        this.merges = merges;
    }

    void addTo(ControlRoutes routes) {
        routes.add(HttpMethod.POST, "merge", this::merge);
        routes.add(HttpMethod.PUT, "account", body -> {
            accounts.active(body.path("active").asBoolean(true));
            return Json.object().put("active", accounts.active());
        });
        routes.add(HttpMethod.PUT, "daily-tokens", body -> {
            int remaining = body.path("remaining").asInt(-1);
            if (remaining < 0 || remaining > RateLimits.DAILY_TOKENS) {
                throw new IllegalArgumentException("remaining must be from 0 to " + RateLimits.DAILY_TOKENS);
            }
            limits.tokensRemaining(remaining);
            return Json.object().put("remaining", limits.tokensRemaining());
        });
    }

    private JsonNode merge(JsonNode body) {
        PipedriveType type = PipedriveSchema.TYPES.stream()
                .filter(each -> each.plural().equals(body.path("type").asText()) && each != PipedriveSchema.LEADS)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("type must be persons, organizations or deals"));
        StoredRecord winner = store.live(type.stored(), body.path("winner").asText());
        StoredRecord loser = store.live(type.stored(), body.path("loser").asText());
        if (winner == null || loser == null || winner == loser) {
            throw new IllegalArgumentException("winner and loser must be two records that are there");
        }
        merges.merge(loser, winner, Editor.PERSON);
        return Json.object().put("winner", winner.id()).put("loser", loser.id());
    }
}
