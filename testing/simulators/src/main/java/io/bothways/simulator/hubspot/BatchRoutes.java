package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Batches of at most 100. A write is all or nothing, and only its first error is told, unless every input carries an
 * {@code objectWriteTraceId} of its own; then each input has its own outcome and the answer is 207 where one failed.
 * The order of results is not that of the inputs.
 */
final class BatchRoutes {
    private static final int MAX_INPUTS = 100;
    private static final String TRACE = "objectWriteTraceId";
    private final RecordStore store;
    private final HubSpotRules rules;
    private final ObjectWrites writes;

    BatchRoutes(RecordStore store, HubSpotRules rules, ObjectWrites writes) {
        this.store = store;
        this.rules = rules;
        this.writes = writes;
    }

    void addTo(VendorRoutes routes) {
        for (String objects : ObjectPaths.OBJECTS) {
            routes.read(HttpMethod.POST, objects + "/batch/read", "{type}.batch_read", this::read);
            routes.write(HttpMethod.POST, objects + "/batch/create", "{type}.batch_create", this::create);
            routes.write(HttpMethod.POST, objects + "/batch/update", "{type}.batch_update", this::update);
            routes.write(HttpMethod.POST, objects + "/batch/upsert", "{type}.batch_upsert", this::upsert);
            routes.write(HttpMethod.POST, objects + "/batch/archive", "{type}.batch_archive", this::archive);
        }
    }

    private VendorReply read(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        JsonNode inputs = ObjectPaths.inputs(call, MAX_INPUTS);
        JsonNode idProperty = call.json().path("idProperty");
        Set<String> properties = RecordJson.properties(type, ObjectPaths.strings(call.json().path("properties")));
        ArrayNode results = Json.array();
        Set<String> missing = new LinkedHashSet<>();
        Set<StoredRecord> read = new HashSet<>();
        for (JsonNode input : inputs) {
            String id = input.path("id").asText();
            StoredRecord found = writes.resolve(type, idProperty.isTextual() ? idProperty.asText() : null, id);
            if (found == null) {
                missing.add(id);
            } else if (read.add(found)) {
                results.add(RecordJson.of(found, properties));
            }
        }
        ArrayNode errors = Json.array();
        if (!missing.isEmpty()) {
            errors.add(HubSpotErrors.missing(type, missing));
        }
        return VendorReply.json(errors.isEmpty() ? 200 : 207, RecordJson.batch(results, errors, store.now()));
    }

    private VendorReply create(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        return write(call, type, 201, input -> {
            writes.edges(type, input);
            return new Write(null, check(type, null, input), () -> writes.create(type, input));
        });
    }

    private VendorReply update(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        Set<String> seen = new HashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (JsonNode input : ObjectPaths.inputs(call, MAX_INPUTS)) {
            if (!seen.add(input.path("id").asText())) {
                twice.add(input.path("id").asText());
            }
        }
        if (!twice.isEmpty()) {
            throw HubSpotErrors.invalid("Duplicate IDs found in batch input: " + twice + ". IDs must be unique");
        }
        return write(call, type, 200, input -> {
            StoredRecord target = writes.resolve(type, textOf(input, "idProperty"), input.path("id").asText());
            if (target == null) {
                throw HubSpotErrors.notFound(type, List.of(input.path("id").asText()));
            }
            return updating(type, target, input);
        });
    }

    private VendorReply upsert(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        return write(call, type, 200, input -> {
            String idProperty = textOf(input, "idProperty");
            String id = input.path("id").asText();
            StoredRecord target = writes.resolve(type, idProperty, id);
            if (target != null) {
                return updating(type, target, input);
            }
            if (!HubSpotSchema.EMAIL.equals(idProperty)) {
                throw HubSpotErrors.notFound(type, List.of(id));
            }
            ObjectWrites.properties(input);
            ObjectNode complete = input.deepCopy();
            complete.withObject("/properties").put(HubSpotSchema.EMAIL, id);
            return new Write(null, check(type, null, complete), () -> writes.create(type, complete));
        }, true);
    }

    private VendorReply archive(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        int archived = 0;
        for (JsonNode input : ObjectPaths.inputs(call, MAX_INPUTS)) {
            StoredRecord target = store.live(type, input.path("id").asText());
            if (target != null) {
                writes.archive(target);
                archived++;
            }
        }
        call.wrote(archived);
        return VendorReply.empty(204);
    }

    private Write updating(ObjectType type, StoredRecord target, JsonNode input) {
        return new Write(target, check(type, target, input), () -> {
            writes.update(target, ObjectWrites.properties(input));
            return target;
        });
    }

    /** The e-mail that the record will have, where the input sets one. */
    private @Nullable String check(ObjectType type, @Nullable StoredRecord target, JsonNode input) {
        Map<String, @Nullable Object> accepted = rules.accept(store, type, target, ObjectWrites.properties(input));
        return type == HubSpotSchema.CONTACT_TYPE ? (String) accepted.get(HubSpotSchema.EMAIL) : null;
    }

    private VendorReply write(VendorCall call, ObjectType type, int success, Function<JsonNode, Write> checker) {
        return write(call, type, success, checker, false);
    }

    private VendorReply write(VendorCall call, ObjectType type, int success, Function<JsonNode, Write> checker,
            boolean sayNew) {
        JsonNode inputs = ObjectPaths.inputs(call, MAX_INPUTS);
        boolean traced = traced(inputs);
        ArrayNode errors = Json.array();
        List<Write> checked = new ArrayList<>();
        Set<String> emails = new HashSet<>();
        for (JsonNode input : inputs) {
            ObjectNode error = null;
            try {
                Write write = checker.apply(input);
                if (write.email() == null || emails.add(write.email())) {
                    checked.add(write.of(input));
                } else {
                    error = HubSpotErrors.error("CONFLICT", "Contact appears twice in the batch");
                }
            } catch (RecordRefused refused) {
                error = HubSpotErrors.refusal(refused);
            } catch (VendorFailure failure) {
                error = (ObjectNode) read(failure);
            }
            if (error != null) {
                if (!traced) {
                    return VendorReply.json(HubSpotErrors.status(error), error);
                }
                ObjectNode context = error.withObject("/context");
                context.putArray(TRACE).add(input.path(TRACE).asText());
                errors.add(error);
            }
        }
        ArrayNode results = Json.array();
        for (Write write : checked) {
            StoredRecord written = write.action().get();
            ObjectNode answer = ObjectWrites.answer(written, write.input());
            if (sayNew) {
                answer.put("new", write.target() == null);
            }
            results.insert(0, answer);
        }
        call.wrote(checked.size());
        return VendorReply.json(errors.isEmpty() ? success : 207, RecordJson.batch(results, errors, store.now()));
    }

    private static boolean traced(JsonNode inputs) {
        Set<String> traces = new HashSet<>();
        for (JsonNode input : inputs) {
            if (!input.hasNonNull(TRACE) || !traces.add(input.path(TRACE).asText())) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode read(VendorFailure failure) {
        try {
            return Json.MAPPER.readTree(failure.reply().body().getBytes());
        } catch (IOException e) {
            throw new IllegalStateException("An error of ours is JSON", e);
        }
    }

    private static @Nullable String textOf(JsonNode input, String name) {
        return input.hasNonNull(name) ? input.path(name).asText() : null;
    }

    /** A write that passed all checks. {@code target} is null for a create. */
    private record Write(@Nullable StoredRecord target, @Nullable String email,
            Supplier<StoredRecord> action, JsonNode input) {
        Write(@Nullable StoredRecord target, @Nullable String email,
                Supplier<StoredRecord> action) {
            this(target, email, action, Json.object());
        }

        Write of(JsonNode from) {
            return new Write(target, email, action, from);
        }
    }
}
