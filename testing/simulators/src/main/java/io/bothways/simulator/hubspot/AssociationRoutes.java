package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Associations v4, between contacts, deals or tickets and companies, from either end. */
final class AssociationRoutes {
    private static final int MAX_READ = 1_000;
    private static final int MAX_WRITE = 2_000;
    private static final int DEFAULT_PAGE = 500;
    private static final List<String> PAIRS =
            List.of("/crm/v4/associations/:from/:to", "/crm/associations/:version/:from/:to");
    private static final List<String> OBJECTS = List.of("/crm/v4/objects/:from/:id/associations",
            "/crm/objects/:version/:from/:id/associations");
    private final RecordStore store;
    private final Associations associations;

    AssociationRoutes(RecordStore store, Associations associations) {
        this.store = store;
        this.associations = associations;
    }

    void addTo(VendorRoutes routes) {
        for (String pair : PAIRS) {
            routes.read(HttpMethod.POST, pair + "/batch/read", "associations.batch_read", this::batchRead);
            routes.write(HttpMethod.POST, pair + "/batch/create", "associations.batch_create",
                    call -> batchCreate(call, true));
            routes.write(HttpMethod.POST, pair + "/batch/associate/default", "associations.batch_create_default",
                    call -> batchCreate(call, false));
            routes.write(HttpMethod.POST, pair + "/batch/archive", "associations.batch_archive", this::batchArchive);
            routes.write(HttpMethod.POST, pair + "/batch/labels/archive", "associations.batch_archive_labels",
                    this::batchArchiveLabels);
            routes.read(HttpMethod.GET, pair + "/labels", "associations.labels", this::labels);
        }
        for (String object : OBJECTS) {
            routes.write(HttpMethod.PUT, object + "/default/:to/:other", "associations.create_default",
                    this::createDefault);
            routes.write(HttpMethod.PUT, object + "/:to/:other", "associations.create", this::create);
            routes.write(HttpMethod.DELETE, object + "/:to/:other", "associations.archive", this::archive);
            routes.read(HttpMethod.GET, object + "/:to", "associations.list", this::list);
        }
    }

    private VendorReply list(VendorCall call) {
        Direction direction = direction(call);
        StoredRecord from = required(direction.from(), call.parameter("id"));
        int limit = ObjectPaths.number(call, "limit", DEFAULT_PAGE, 1, DEFAULT_PAGE);
        int offset = ObjectPaths.number(call, "after", 0, 0, Integer.MAX_VALUE);
        List<String> others = List.copyOf(others(direction, from));
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        int end = Math.min(others.size(), offset + limit);
        for (int at = offset; at < end; at++) {
            results.add(described(from, others.get(at)));
        }
        if (end < others.size()) {
            answer.putObject("paging").putObject("next").put("after", String.valueOf(end));
        }
        return VendorReply.json(200, answer);
    }

    private VendorReply createDefault(VendorCall call) {
        Direction direction = direction(call);
        StoredRecord from = required(direction.from(), call.parameter("id"));
        StoredRecord other = required(direction.to(), call.parameter("other"));
        associate(from, other, false);
        call.wrote(1);
        ArrayNode results = Json.array().add(defaultResult(direction, from, other));
        return VendorReply.json(200, RecordJson.batch(results, Json.array(), store.now()));
    }

    private VendorReply create(VendorCall call) {
        Direction direction = direction(call);
        StoredRecord from = required(direction.from(), call.parameter("id"));
        StoredRecord other = required(direction.to(), call.parameter("other"));
        associate(from, other, primary(direction, call.json()));
        call.wrote(1);
        return VendorReply.json(201, labelled(direction, from, other));
    }

    private VendorReply archive(VendorCall call) {
        Direction direction = direction(call);
        StoredRecord from = store.live(direction.from(), call.parameter("id"));
        StoredRecord other = store.live(direction.to(), call.parameter("other"));
        if (from != null && other != null) {
            associations.dissociate(contact(from, other), company(from, other), Editor.API);
            call.wrote(1);
        }
        return VendorReply.empty(204);
    }

    private VendorReply batchRead(VendorCall call) {
        Direction direction = direction(call);
        ArrayNode results = Json.array();
        ArrayNode errors = Json.array();
        for (JsonNode input : ObjectPaths.inputs(call, MAX_READ)) {
            String id = input.path("id").asText();
            StoredRecord from = store.live(direction.from(), id);
            Collection<String> others = from == null ? List.of() : others(direction, from);
            if (from == null || others.isEmpty()) {
                errors.add(none(direction, id));
                continue;
            }
            ObjectNode result = results.addObject();
            result.putObject("from").put("id", id);
            ArrayNode to = result.putArray("to");
            others.forEach(other -> to.add(described(from, other)));
        }
        return VendorReply.json(errors.isEmpty() ? 200 : 207, RecordJson.batch(results, errors, store.now()));
    }

    private VendorReply batchCreate(VendorCall call, boolean withTypes) {
        Direction direction = direction(call);
        ArrayNode results = Json.array();
        ArrayNode errors = Json.array();
        for (JsonNode input : ObjectPaths.inputs(call, MAX_WRITE)) {
            String fromId = input.path("from").path("id").asText();
            String otherId = input.path("to").path("id").asText();
            StoredRecord from = store.live(direction.from(), fromId);
            StoredRecord other = store.live(direction.to(), otherId);
            if (from == null) {
                errors.add(HubSpotErrors.missing(direction.from(), List.of(fromId)));
            } else if (other == null) {
                errors.add(HubSpotErrors.missing(direction.to(), List.of(otherId)));
            } else {
                associate(from, other, withTypes && primary(direction, input.path("types")));
                results.add(withTypes ? labelled(direction, from, other) : defaultResult(direction, from, other));
            }
        }
        call.wrote(results.size());
        return VendorReply.json(errors.isEmpty() ? withTypes ? 201 : 200 : 207,
                RecordJson.batch(results, errors, store.now()));
    }

    private VendorReply batchArchive(VendorCall call) {
        Direction direction = direction(call);
        int archived = 0;
        for (JsonNode input : ObjectPaths.inputs(call, MAX_WRITE)) {
            StoredRecord from = store.live(direction.from(), input.path("from").path("id").asText());
            for (JsonNode to : input.path("to")) {
                StoredRecord other = store.live(direction.to(), to.path("id").asText());
                if (from != null && other != null) {
                    associations.dissociate(contact(from, other), company(from, other), Editor.API);
                    archived++;
                }
            }
        }
        call.wrote(archived);
        return VendorReply.empty(204);
    }

    private VendorReply batchArchiveLabels(VendorCall call) {
        Direction direction = direction(call);
        int archived = 0;
        for (JsonNode input : ObjectPaths.inputs(call, MAX_WRITE)) {
            StoredRecord from = store.live(direction.from(), input.path("from").path("id").asText());
            StoredRecord other = store.live(direction.to(), input.path("to").path("id").asText());
            if (from != null && other != null && primary(direction, input.path("types"))) {
                associations.unsetPrimary(contact(from, other), company(from, other), Editor.API);
                archived++;
            }
        }
        call.wrote(archived);
        return VendorReply.empty(204);
    }

    private VendorReply labels(VendorCall call) {
        Direction direction = direction(call);
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        results.addObject().put("category", "HUBSPOT_DEFINED")
                .put("typeId", Associations.primaryId(direction.member(), direction.toCompany()))
                .put("label", "Primary");
        results.addObject().put("category", "HUBSPOT_DEFINED")
                .put("typeId", Associations.unlabelledId(direction.member(), direction.toCompany()))
                .putNull("label");
        return VendorReply.json(200, answer);
    }

    private void associate(StoredRecord from, StoredRecord other, boolean primary) {
        associations.associate(contact(from, other), company(from, other), primary, Editor.API);
    }

    private Collection<String> others(Direction direction, StoredRecord from) {
        return direction.toCompany()
                ? associations.companiesOf(from.id())
                : associations.contactsOf(from.id()).stream()
                        .filter(id -> associations.member(id).type() == direction.to())
                        .toList();
    }

    private ObjectNode described(StoredRecord from, String otherId) {
        boolean fromContact = from.type() != HubSpotSchema.COMPANY_TYPE;
        StoredRecord contact = fromContact ? from : associations.member(otherId);
        ObjectNode node = Json.object().put("toObjectId", otherId);
        node.set("associationTypes", associations.types(contact, fromContact ? otherId : from.id(), fromContact));
        return node;
    }

    private ObjectNode labelled(Direction direction, StoredRecord from, StoredRecord other) {
        ObjectNode node = Json.object().put("fromObjectTypeId", HubSpotSchema.typeId(direction.from()))
                .put("fromObjectId", from.id()).put("toObjectTypeId", HubSpotSchema.typeId(direction.to()))
                .put("toObjectId", other.id());
        ArrayNode labels = node.putArray("labels");
        if (company(from, other).id().equals(associations.primaryOf(contact(from, other)))) {
            labels.add("Primary");
        }
        return node;
    }

    private static ObjectNode defaultResult(Direction direction, StoredRecord from, StoredRecord other) {
        ObjectNode node = Json.object();
        node.putObject("from").put("id", from.id());
        node.putObject("to").put("id", other.id());
        node.putObject("associationSpec").put("associationCategory", "HUBSPOT_DEFINED")
                .put("associationTypeId", Associations.unlabelledId(direction.member(), direction.toCompany()));
        return node;
    }

    /** What batch read says of a record without any association. */
    private static ObjectNode none(Direction direction, String id) {
        String from = HubSpotSchema.singular(direction.from());
        String to = HubSpotSchema.singular(direction.to());
        ObjectNode error = HubSpotErrors.error("OBJECT_NOT_FOUND", "No " + to + " is associated with " + from + " "
                + id + ".").put("subCategory", "crm.associations.NO_ASSOCIATIONS_FOUND");
        ObjectNode context = error.putObject("context");
        context.putArray("fromObjectId").add(id);
        context.putArray("fromObjectType").add(from.toUpperCase(Locale.ROOT));
        context.putArray("toObjectType").add(to.toUpperCase(Locale.ROOT));
        return error;
    }

    private static boolean primary(Direction direction, JsonNode specs) {
        Boolean primary = Associations.primary(direction.member(), direction.toCompany(), specs);
        if (primary == null) {
            throw HubSpotErrors.invalid("One or more association types are not valid: " + specs);
        }
        return primary;
    }

    private StoredRecord required(ObjectType type, String id) {
        @Nullable StoredRecord found = store.live(type, id);
        if (found == null) {
            throw HubSpotErrors.notFound(type, List.of(id));
        }
        return found;
    }

    private static StoredRecord contact(StoredRecord one, StoredRecord other) {
        return one.type() == HubSpotSchema.COMPANY_TYPE ? other : one;
    }

    private static StoredRecord company(StoredRecord one, StoredRecord other) {
        return one.type() == HubSpotSchema.COMPANY_TYPE ? one : other;
    }

    private static Direction direction(VendorCall call) {
        Direction direction = new Direction(ObjectPaths.type(call.parameter("from")),
                ObjectPaths.type(call.parameter("to")));
        if (direction.toCompany() == (direction.from() == HubSpotSchema.COMPANY_TYPE)
                || !HubSpotSchema.ofCompanies(direction.member())) {
            throw HubSpotErrors.invalid("No association types exist between " + direction.from() + " and "
                    + direction.to());
        }
        return direction;
    }

    /** One end is a company. */
    private record Direction(ObjectType from, ObjectType to) {
        boolean toCompany() {
            return to == HubSpotSchema.COMPANY_TYPE;
        }

        /** The type that belongs to companies. */
        ObjectType member() {
            return toCompany() ? from : to;
        }
    }
}
