package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import io.bothways.simulator.pipedrive.webhook.PipedriveWebhooks;
import io.vertx.core.http.HttpMethod;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges two records of a type: the one named as {@code merge_with_id} survives and wins, what it lacks it takes from
 * the other, and what refers to the other refers to it from then on. Only the webhook of the deletion says where the
 * other went.
 */
public final class MergeRoutes {
    private static final List<String> VERSION_1 = List.of("/v1/", "/api/v1/");
    private final RecordStore store;
    private final PipedriveWebhooks webhooks;

    public MergeRoutes(RecordStore store, PipedriveWebhooks webhooks) {
        this.store = store;
        this.webhooks = webhooks;
    }

    public void addTo(VendorRoutes routes) {
        for (PipedriveType type : List.of(PipedriveSchema.PERSONS, PipedriveSchema.ORGANIZATIONS,
                PipedriveSchema.DEALS)) {
            for (String base : VERSION_1) {
                routes.write(HttpMethod.PUT, base + type.plural() + "/:id/merge", type.plural() + ".merge",
                        call -> merge(call, type));
            }
        }
    }

    private VendorReply merge(VendorCall call, PipedriveType type) {
        JsonNode survivorId = call.json().path("merge_with_id");
        StoredRecord loser = store.live(type.stored(), call.parameter("id"));
        StoredRecord survivor = store.live(type.stored(), survivorId.asText());
        if (loser == null || survivor == null) {
            throw PipedriveErrors.notFound(type);
        }
        if (loser == survivor) {
            throw PipedriveErrors.invalid("Cannot merge an item with itself");
        }
        merge(loser, survivor, Editor.API);
        call.wrote(1);
        return VendorReply.json(200, EntityJson.envelope(EntityJson.of(survivor, EntityJson.View.ALL)));
    }

    /** Merges two live records of one type. */
    public void merge(StoredRecord loser, StoredRecord survivor, Editor editor) {
        PipedriveType type = PipedriveSchema.of(loser.type());
        Map<String, @Nullable Object> taken = new LinkedHashMap<>();
        for (PipedriveField field : type.fields()) {
            Object value = loser.field(field.code());
            if (value != null && survivor.field(field.code()) == null) {
                taken.put(field.code(), value);
            }
        }
        webhooks.merging(loser, () -> {
            store.combine(loser, survivor, editor);
            if (!store.write(survivor, taken, editor)) {
                store.touch(survivor, editor);
            }
        });
        if (type == PipedriveSchema.PERSONS) {
            handOver(PipedriveSchema.DEALS, PipedriveSchema.PERSON, loser, survivor, editor);
            handOver(PipedriveSchema.LEADS, PipedriveSchema.PERSON, loser, survivor, editor);
        } else if (type == PipedriveSchema.ORGANIZATIONS) {
            handOver(PipedriveSchema.PERSONS, PipedriveSchema.ORGANIZATION, loser, survivor, editor);
            handOver(PipedriveSchema.DEALS, PipedriveSchema.ORGANIZATION, loser, survivor, editor);
            handOver(PipedriveSchema.LEADS, PipedriveSchema.LEAD_ORGANIZATION, loser, survivor, editor);
        }
    }

    private void handOver(PipedriveType referring, String code, StoredRecord loser, StoredRecord survivor,
            Editor editor) {
        List<StoredRecord> all = store.records(referring.stored()).values().stream()
                .filter(each -> !each.deleted() && loser.id().equals(each.text(code))).toList();
        all.forEach(each -> store.write(each, Collections.singletonMap(code, survivor.id()), editor));
    }
}
