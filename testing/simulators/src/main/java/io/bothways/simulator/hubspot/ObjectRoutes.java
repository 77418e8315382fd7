package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists and single records. */
final class ObjectRoutes {
    private static final int DEFAULT_PAGE = 10;
    private static final int MAX_PAGE = 100;
    private final RecordStore store;
    private final ObjectWrites writes;
    private final Associations associations;
    private final HubSpotWebhooks webhooks;

    ObjectRoutes(RecordStore store, ObjectWrites writes, Associations associations, HubSpotWebhooks webhooks) {
        this.store = store;
        this.writes = writes;
        this.associations = associations;
        this.webhooks = webhooks;
    }

    void addTo(VendorRoutes routes) {
        for (String objects : ObjectPaths.OBJECTS) {
            routes.read(HttpMethod.GET, objects, "{type}.list", this::list);
            routes.write(HttpMethod.POST, objects, "{type}.create", this::create);
            routes.write(HttpMethod.POST, objects + "/merge", "{type}.merge", this::merge);
            routes.read(HttpMethod.GET, objects + "/:id", "{type}.get", this::get);
            routes.write(HttpMethod.PATCH, objects + "/:id", "{type}.update", this::update);
            routes.write(HttpMethod.DELETE, objects + "/:id", "{type}.archive", this::archive);
        }
    }

    private VendorReply list(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        int limit = ObjectPaths.number(call, "limit", DEFAULT_PAGE, 1, MAX_PAGE);
        boolean archived = Boolean.parseBoolean(call.query("archived"));
        Set<String> properties = RecordJson.properties(type, ObjectPaths.list(call, "properties"));
        boolean associated = wantsAssociations(call, type);
        String after = call.query("after");
        Collection<StoredRecord> from = after == null || after.isEmpty() ? store.records(type).values()
                : store.records(type).tailMap(after, false).values();
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        String last = null;
        for (StoredRecord each : from) {
            if (each.deleted() != archived || each.combinedInto() != null) {
                continue;
            }
            if (results.size() == limit) {
                answer.putObject("paging").putObject("next").put("after", last).put("link", call.baseUrl()
                        + call.path() + "?limit=" + limit + "&after=" + last + (archived ? "&archived=true" : ""));
                break;
            }
            results.add(describe(each, properties, associated));
            last = each.id();
        }
        return VendorReply.json(200, answer);
    }

    private VendorReply get(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        String id = call.parameter("id");
        StoredRecord found = Boolean.parseBoolean(call.query("archived")) ? archived(type, id)
                : writes.resolve(type, call.query("idProperty"), id);
        if (found == null) {
            throw HubSpotErrors.failure(404, "OBJECT_NOT_FOUND", "resource not found");
        }
        return VendorReply.json(200, describe(found,
                RecordJson.properties(type, ObjectPaths.list(call, "properties")), wantsAssociations(call, type)));
    }

    private VendorReply create(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        try {
            StoredRecord created = writes.create(type, call.json());
            call.wrote(1);
            return VendorReply.json(201, ObjectWrites.answer(created, call.json()));
        } catch (RecordRefused refused) {
            return refusal(refused);
        }
    }

    private VendorReply update(VendorCall call) {
        StoredRecord target = existing(ObjectPaths.type(call), call.query("idProperty"), call.parameter("id"));
        try {
            writes.update(target, ObjectWrites.properties(call.json()));
            call.wrote(1);
            return VendorReply.json(200, ObjectWrites.answer(target, call.json()));
        } catch (RecordRefused refused) {
            return refusal(refused);
        }
    }

    /** Archiving what is archived already is no error; a record that never was is one. */
    private VendorReply archive(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        StoredRecord target = store.get(type, call.parameter("id"));
        if (target == null) {
            throw HubSpotErrors.notFound(type, List.of(call.parameter("id")));
        }
        if (!target.deleted()) {
            writes.archive(target);
            call.wrote(1);
        }
        return VendorReply.empty(204);
    }

    private VendorReply merge(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        JsonNode body = call.json();
        StoredRecord primary = existing(type, null, body.path("primaryObjectId").asText());
        StoredRecord other = existing(type, null, body.path("objectIdToMerge").asText());
        if (primary == other) {
            throw HubSpotErrors.invalid("An object cannot be merged with itself");
        }
        ObjectWrites.Merged merged = writes.merge(primary, other);
        webhooks.merged(primary, other, merged);
        call.wrote(1);
        return VendorReply.json(200, RecordJson.of(merged.survivor(), RecordJson.properties(type, List.of())));
    }

    private StoredRecord existing(ObjectType type, @Nullable String idProperty, String id) {
        StoredRecord found = writes.resolve(type, idProperty, id);
        if (found == null) {
            throw HubSpotErrors.failure(404, "OBJECT_NOT_FOUND", "resource not found");
        }
        return found;
    }

    private @Nullable StoredRecord archived(ObjectType type, String id) {
        StoredRecord found = store.get(type, id);
        return found != null && found.deleted() && found.combinedInto() == null ? found : null;
    }

    private static VendorReply refusal(RecordRefused refused) {
        ObjectNode error = HubSpotErrors.refusal(refused);
        return VendorReply.json(HubSpotErrors.status(error), error);
    }

    /** Lists tell the companies of records, and the contacts of companies. */
    private static boolean wantsAssociations(VendorCall call, ObjectType type) {
        ObjectType other = type == HubSpotSchema.COMPANY_TYPE
                ? HubSpotSchema.CONTACT_TYPE : HubSpotSchema.COMPANY_TYPE;
        return ObjectPaths.list(call, "associations").stream().anyMatch(name -> HubSpotSchema.type(name) == other);
    }

    private ObjectNode describe(StoredRecord record, Collection<String> properties, boolean associated) {
        ObjectNode node = RecordJson.of(record, properties);
        boolean contact = record.type() != HubSpotSchema.COMPANY_TYPE;
        Collection<String> others = contact ? associations.companiesOf(record.id())
                : associations.contactsOf(record.id()).stream()
                        .filter(id -> associations.member(id).type() == HubSpotSchema.CONTACT_TYPE)
                        .toList();
        if (associated && !others.isEmpty()) {
            ArrayNode results = node.putObject("associations")
                    .putObject(contact ? HubSpotSchema.COMPANIES : HubSpotSchema.CONTACTS).putArray("results");
            for (String other : others) {
                boolean primary = other.equals(record.text(HubSpotSchema.employer(record.type())));
                String type = contact ? HubSpotSchema.singular(record.type()) + "_to_company" : "company_to_contact";
                if (primary) {
                    results.addObject().put("id", other).put("type", type);
                }
                results.addObject().put("id", other).put("type", type + "_unlabeled");
            }
        }
        return node;
    }
}
