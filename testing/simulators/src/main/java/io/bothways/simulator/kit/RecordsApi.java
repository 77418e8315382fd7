package io.bothways.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The records part of the control API: what the editing page and tests use to look and to do as a person does. */
final class RecordsApi {
    private static final int CHANGES_SHOWN = 60;
    private final AppDefinition app;
    private final RecordStore store;
    private final InstalledApp installed;

    RecordsApi(AppDefinition app, RecordStore store, InstalledApp installed) {
        this.app = app;
        this.store = store;
        this.installed = installed;
    }

    void addRoutes(Router router) {
        ControlCall.route(router, HttpMethod.GET, "/_simulator/app", call -> describeApp());
        ControlCall.route(router, HttpMethod.GET, "/_simulator/changes", call -> changes(call.number("since", 0)));
        ControlCall.route(router, HttpMethod.GET, "/_simulator/history", call -> history(call.number("since", 0)));
        ControlCall.route(router, HttpMethod.GET, "/_simulator/records/:type", this::list);
        ControlCall.routeCreating(router, "/_simulator/records/:type", this::create);
        ControlCall.route(router, HttpMethod.POST, "/_simulator/records/:type/touch", this::touch);
        ControlCall.route(router, HttpMethod.GET, "/_simulator/records/:type/:id", call -> describe(found(call)));
        ControlCall.route(router, HttpMethod.PATCH, "/_simulator/records/:type/:id", this::edit);
        ControlCall.route(router, HttpMethod.DELETE, "/_simulator/records/:type/:id", this::delete);
    }

    private JsonNode list(ControlCall call) {
        ObjectType type = type(call);
        String id = call.query("id", "");
        String sought = call.query("q", "").toLowerCase(Locale.ROOT);
        boolean liveOnly = call.query("deleted", "").equals("false");
        int limit = call.number("limit", Integer.MAX_VALUE);
        int offset = call.number("offset", 0);
        ObjectNode answer = Json.object();
        ArrayNode records = answer.putArray("records");
        int matching = 0;
        for (StoredRecord each : store.records(type).values()) {
            if ((id.isEmpty() || each.id().equals(id)) && !(liveOnly && each.deleted()) && matches(each, sought)) {
                if (matching >= offset && records.size() < limit) {
                    records.add(describe(each));
                }
                matching++;
            }
        }
        return answer.put("total", matching);
    }

    private JsonNode create(ControlCall call) {
        JsonNode body = call.body();
        StoredRecord created = store.create(type(call), fields(body), Editor.PERSON);
        employ(created, body);
        return describe(created);
    }

    private JsonNode edit(ControlCall call) {
        JsonNode body = call.body();
        StoredRecord target = editable(call);
        store.update(target, fields(body), Editor.PERSON);
        employ(target, body);
        return describe(target);
    }

    /** Every live record of a type is modified at this moment, though none of its values is. */
    private JsonNode touch(ControlCall call) {
        List<StoredRecord> live =
                store.records(type(call)).values().stream().filter(each -> !each.deleted()).toList();
        live.forEach(each -> store.touch(each, Editor.PERSON));
        return Json.object().put("touched", live.size());
    }

    private JsonNode delete(ControlCall call) {
        StoredRecord target = editable(call);
        store.delete(target, Editor.PERSON);
        return describe(target);
    }

    private void employ(StoredRecord person, JsonNode body) {
        JsonNode associations = body.path("associations");
        if (!associations.has("company")) {
            return;
        }
        JsonNode id = associations.get("company");
        StoredRecord company = null;
        if (!id.isNull() && !id.asText().isEmpty()) {
            company = store.live(app.typeOf(ObjectType.Kind.COMPANY), id.asText());
            if (company == null) {
                throw new ControlCall.Wrong(404, "There is no company " + id.asText());
            }
        }
        installed.employ(person, company);
    }

    private JsonNode changes(int since) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("changes");
        int skip = store.log().size() - CHANGES_SHOWN;
        long last = since;
        for (Change change : store.log()) {
            last = change.sequence();
            if (skip-- > 0 || change.sequence() <= since || change.kind() == Change.Kind.TOUCHED) {
                continue;
            }
            ObjectNode node = list.addObject().put("sequence", change.sequence())
                    .put("kind", change.kind().name().toLowerCase(Locale.ROOT))
                    .put("type", change.record().type().name()).put("id", change.record().id())
                    .put("name", nameOf(change.record())).put("by", change.editor().word())
                    .put("at", Instant.ofEpochMilli(change.at()).toString());
            ArrayNode fields = node.putArray("fields");
            change.after().forEach((name, value) -> {
                FieldDefinition field = change.record().type().field(name);
                if (field != null && field.editable()) {
                    fields.addObject().put("label", field.label())
                            .put("before", text(change.before().get(name))).put("after", text(value));
                }
            });
        }
        return answer.put("last", last);
    }

    /** Who wrote what when: every change after {@code since} that is still known, field by field. */
    private JsonNode history(int since) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("changes");
        long last = since;
        boolean missed = !store.log().isEmpty() && store.log().iterator().next().sequence() > since + 1L;
        for (Change change : store.log()) {
            last = change.sequence();
            if (change.sequence() <= since) {
                continue;
            }
            ObjectNode fields = list.addObject().put("sequence", change.sequence())
                    .put("kind", change.kind().name().toLowerCase(Locale.ROOT))
                    .put("type", change.record().type().name()).put("id", change.record().id())
                    .put("by", change.editor().word()).put("at", change.at()).putObject("fields");
            change.after().forEach((name, value) -> {
                ObjectNode field = fields.putObject(name);
                field.set("before", Json.MAPPER.valueToTree(change.before().get(name)));
                field.set("after", Json.MAPPER.valueToTree(value));
            });
        }
        return answer.put("last", last).put("missed", missed);
    }

    private JsonNode describeApp() {
        ObjectNode node = Json.object().put("app", app.name()).put("title", app.title()).put("color", app.color());
        ArrayNode types = node.putArray("types");
        for (ObjectType type : app.types()) {
            if (type.kind() == ObjectType.Kind.INTERNAL) {
                continue;
            }
            ObjectNode described = types.addObject().put("name", type.name()).put("label", type.label())
                    .put("kind", type.kind().name().toLowerCase(Locale.ROOT));
            ArrayNode fields = described.putArray("fields");
            for (FieldDefinition field : type.fields()) {
                ObjectNode one = fields.addObject().put("name", field.name()).put("label", field.label())
                        .put("kind", field.kind().name().toLowerCase(Locale.ROOT)).put("editable", field.editable())
                        .put("required", field.required())
                        .put("trait", field.trait() == null ? null : field.trait().name().toLowerCase(Locale.ROOT));
                field.options().forEach(one.putArray("options")::add);
            }
        }
        return node;
    }

    private ObjectNode describe(StoredRecord record) {
        ObjectNode node = Json.object().put("id", record.id()).put("name", nameOf(record));
        node.set("fields", Json.MAPPER.valueToTree(record.fields()));
        node.put("created_at", Instant.ofEpochMilli(record.createdAt()).toString())
                .put("modified_at", Instant.ofEpochMilli(record.modifiedAt()).toString())
                .put("deleted", record.deleted()).put("modified_by", record.modifiedBy().word());
        if (record.combinedInto() != null) {
            node.put("combined_into", record.combinedInto());
        }
        if (record.type().kind() == ObjectType.Kind.PERSON) {
            node.putObject("associations").put("company", installed.employerOf(record));
        }
        return node;
    }

    /** What the page calls a record: its name, or what else tells it apart. */
    private static String nameOf(StoredRecord record) {
        StringBuilder name = new StringBuilder();
        for (FieldDefinition field : record.type().fields()) {
            if (field.trait() != null) {
                switch (field.trait()) {
                    case FIRST_NAME, LAST_NAME, FULL_NAME, NAME -> {
                        String part = record.text(field.name());
                        if (part != null) {
                            name.append(name.isEmpty() ? "" : " ").append(part);
                        }
                    }
                    default -> { }
                }
            }
        }
        if (name.isEmpty() && record.type().kind() == ObjectType.Kind.OTHER) {
            FieldDefinition first = record.type().fields().iterator().next();
            return Objects.requireNonNullElse(record.text(first.name()), record.id());
        }
        return name.isEmpty() ? record.id() : name.toString();
    }

    private static boolean matches(StoredRecord record, String sought) {
        return sought.isEmpty() || record.id().equals(sought)
                || nameOf(record).toLowerCase(Locale.ROOT).contains(sought)
                || record.fields().values().stream()
                        .anyMatch(value -> value.toString().toLowerCase(Locale.ROOT).contains(sought));
    }

    private static Map<String, @Nullable Object> fields(JsonNode body) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        body.path("fields").properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull() || value.isTextual() && value.asText().isEmpty()) {
                fields.put(field.getKey(), null);
            } else if (value.isNumber()) {
                fields.put(field.getKey(), value.numberValue());
            } else {
                fields.put(field.getKey(), value.isBoolean() ? (Object) value.asBoolean() : value.asText());
            }
        });
        return fields;
    }

    private ObjectType type(ControlCall call) {
        ObjectType type = store.type(call.parameter("type"));
        if (type == null) {
            throw new ControlCall.Wrong(404, "There is no object type " + call.parameter("type"));
        }
        return type;
    }

    private StoredRecord found(ControlCall call) {
        StoredRecord found = store.get(type(call), call.parameter("id"));
        if (found == null) {
            throw new ControlCall.Wrong(404, "There is no record " + call.parameter("id"));
        }
        return found;
    }

    private StoredRecord editable(ControlCall call) {
        StoredRecord found = found(call);
        if (found.deleted()) {
            throw new ControlCall.Wrong(410, "The record " + found.id() + " is deleted");
        }
        return found;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
