package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import io.vertx.core.http.HttpMethod;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Persons, organizations and deals in version 2: lists with their filters, and single records. */
public final class EntityRoutes {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 500;
    private static final int MAX_IDS = 100;
    private static final int MAX_CUSTOM_FIELDS = 15;
    private static final String BY_ID = "id";
    private static final String BY_UPDATE = "update_time";
    private static final String BY_ADD = "add_time";
    private static final List<String> FILTERS = List.of(PipedriveSchema.OWNER, PipedriveSchema.ORGANIZATION,
            PipedriveSchema.PERSON, PipedriveSchema.STAGE, PipedriveSchema.PIPELINE);

    private final RecordStore store;

    public EntityRoutes(RecordStore store) {
        this.store = store;
    }

    public void addTo(VendorRoutes routes) {
        for (PipedriveType type : List.of(PipedriveSchema.PERSONS, PipedriveSchema.ORGANIZATIONS,
                PipedriveSchema.DEALS)) {
            String path = "/api/v2/" + type.plural();
            String operation = type.plural() + ".";
            if (type == PipedriveSchema.DEALS) {
                routes.read(HttpMethod.GET, path + "/archived", operation + "archived", call -> list(call, type, true));
            }
            routes.read(HttpMethod.GET, path, operation + "list", call -> list(call, type, false));
            routes.write(HttpMethod.POST, path, operation + "create", call -> create(call, type));
            routes.read(HttpMethod.GET, path + "/:id", operation + "get", call -> get(call, type));
            routes.write(HttpMethod.PATCH, path + "/:id", operation + "update", call -> update(call, type));
            routes.write(HttpMethod.DELETE, path + "/:id", operation + "delete", call -> delete(call, type));
        }
    }

    private VendorReply list(VendorCall call, PipedriveType type, boolean archived) {
        int limit = Query.number(call, "limit", DEFAULT_PAGE, 1, MAX_PAGE);
        String sortBy = Query.word(call, "sort_by", BY_ID, List.of(BY_ID, BY_UPDATE, BY_ADD));
        boolean descending =
                Query.word(call, "sort_direction", "asc", List.of("asc", "desc")).equals("desc");
        EntityJson.View view = view(call);
        Predicate<StoredRecord> wanted = filter(call, type, archived);
        Cursor after = Cursor.of(call.query("cursor"), sortBy);
        ObjectNode answer = EntityJson.envelope(Json.array());
        ArrayNode data = (ArrayNode) answer.get("data");
        String next = null;
        StoredRecord last = null;
        for (StoredRecord each : (Iterable<StoredRecord>) ordered(type, sortBy, descending, after, wanted)::iterator) {
            if (data.size() == limit && last != null) {
                next = new Cursor(sortBy, key(last, sortBy), last.id()).text();
                break;
            }
            data.add(EntityJson.of(each, view));
            last = each;
        }
        answer.putObject("additional_data").put("next_cursor", next);
        return VendorReply.json(200, answer);
    }

    private Stream<StoredRecord> ordered(PipedriveType type, String sortBy, boolean descending, @Nullable Cursor after,
            Predicate<StoredRecord> wanted) {
        if (sortBy.equals(BY_ID) && !descending) {
            NavigableMap<String, StoredRecord> all = store.records(type.stored());
            return (after == null ? all : all.tailMap(after.id(), false)).values().stream().filter(wanted);
        }
        Comparator<StoredRecord> ascending = Comparator.<StoredRecord>comparingLong(each -> key(each, sortBy))
                .thenComparingLong(each -> Long.parseLong(each.id()));
        Comparator<StoredRecord> order = descending ? ascending.reversed() : ascending;
        return store.records(type.stored()).values().stream().filter(wanted)
                .filter(each -> after == null || isAfter(each, after, sortBy, descending)).sorted(order);
    }

    private static boolean isAfter(StoredRecord each, Cursor cursor, String sortBy, boolean descending) {
        int order = Long.compare(key(each, sortBy), cursor.key());
        if (order == 0) {
            order = Long.compare(Long.parseLong(each.id()), Long.parseLong(cursor.id()));
        }
        return descending ? order < 0 : order > 0;
    }

    private static long key(StoredRecord each, String sortBy) {
        return switch (sortBy) {
            case BY_UPDATE -> each.modifiedAt();
            case BY_ADD -> each.createdAt();
            default -> Long.parseLong(each.id());
        };
    }

    /** The list of deals has no archived ones, and deleted ones only under their own status and for thirty days. */
    private Predicate<StoredRecord> filter(VendorCall call, PipedriveType type, boolean archived) {
        OptionalLong since = Query.instant(call, "updated_since");
        OptionalLong until = Query.instant(call, "updated_until");
        List<String> ids = Query.list(call, "ids", MAX_IDS);
        boolean deals = type == PipedriveSchema.DEALS;
        List<String> statuses = deals ? Query.list(call, PipedriveSchema.STATUS, 4) : List.of();
        boolean deleted = statuses.contains("deleted");
        Predicate<StoredRecord> wanted = each -> each.deleted()
                ? deleted && each.combinedInto() == null && EntityJson.remembered(each, store.now())
                : !deals || Boolean.toString(archived).equals(archivedOf(each));
        if (!statuses.isEmpty()) {
            wanted = wanted.and(each -> each.deleted()
                    || statuses.contains(String.valueOf(each.text(PipedriveSchema.STATUS))));
        }
        if (since.isPresent()) {
            wanted = wanted.and(each -> each.modifiedAt() >= since.getAsLong());
        }
        if (until.isPresent()) {
            wanted = wanted.and(each -> each.modifiedAt() < until.getAsLong());
        }
        if (!ids.isEmpty()) {
            wanted = wanted.and(each -> ids.contains(each.id()));
        }
        for (String name : FILTERS) {
            String value = call.query(name);
            if (value != null && type.field(name) != null) {
                wanted = wanted.and(each -> value.equals(each.text(name)));
            }
        }
        return wanted;
    }

    private static String archivedOf(StoredRecord deal) {
        return String.valueOf("true".equals(deal.text(PipedriveSchema.ARCHIVED)));
    }

    private VendorReply get(VendorCall call, PipedriveType type) {
        StoredRecord found = store.get(type.stored(), call.parameter("id"));
        if (found == null || !EntityJson.remembered(found, store.now())) {
            throw PipedriveErrors.notFound(type);
        }
        return VendorReply.json(200, EntityJson.envelope(EntityJson.of(found, view(call))));
    }

    private VendorReply create(VendorCall call, PipedriveType type) {
        try {
            StoredRecord created = store.create(type.stored(), EntityBody.read(type, call.json()), Editor.API);
            call.wrote(1);
            return VendorReply.json(201, EntityJson.envelope(EntityJson.of(created, EntityJson.View.ALL)));
        } catch (RecordRefused refused) {
            throw PipedriveErrors.refused(refused);
        }
    }

    private VendorReply update(VendorCall call, PipedriveType type) {
        StoredRecord target = live(call, type);
        try {
            store.update(target, EntityBody.read(type, call.json()), Editor.API);
            call.wrote(1);
            return VendorReply.json(200, EntityJson.envelope(EntityJson.of(target, EntityJson.View.ALL)));
        } catch (RecordRefused refused) {
            throw PipedriveErrors.refused(refused);
        }
    }

    private VendorReply delete(VendorCall call, PipedriveType type) {
        StoredRecord target = live(call, type);
        store.delete(target, Editor.API);
        call.wrote(1);
        return VendorReply.json(200, EntityJson.envelope(Json.object().put("id", Long.parseLong(target.id()))));
    }

    private StoredRecord live(VendorCall call, PipedriveType type) {
        StoredRecord found = store.live(type.stored(), call.parameter("id"));
        if (found == null) {
            throw PipedriveErrors.notFound(type);
        }
        return found;
    }

    private static EntityJson.View view(VendorCall call) {
        return new EntityJson.View(Query.list(call, "custom_fields", MAX_CUSTOM_FIELDS),
                Query.flag(call, "include_option_labels"));
    }
}
