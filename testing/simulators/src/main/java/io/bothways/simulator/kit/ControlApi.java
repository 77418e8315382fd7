package io.bothways.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.CallMeter;
import io.bothways.simulator.kit.http.Fault;
import io.bothways.simulator.kit.http.FaultPlan;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.people.People;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSender;
import io.bothways.simulator.kit.webhook.WebhookSettings;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The control API of a simulator, under {@code /_simulator}: never counted, limited, delayed or hit by a fault. */
final class ControlApi {
    private final AppContext context;
    private final InstalledApp installed;
    private final People people;
    private final FaultPlan faults;
    private final VendorRoutes vendor;
    private final Consumer<Boolean> limits;
    private final RecordsApi records;

    ControlApi(AppDefinition app, AppContext context, InstalledApp installed, People people, FaultPlan faults,
            VendorRoutes vendor, Consumer<Boolean> limits) {
        this.context = context;
        this.installed = installed;
        this.people = people;
        this.faults = faults;
        this.vendor = vendor;
        this.limits = limits;
        this.records = new RecordsApi(app, context.store(), installed);
    }

    void addRoutes(Router router) {
        records.addRoutes(router);
        ControlCall.route(router, HttpMethod.GET, "/_simulator/calls", call -> calls());
        ControlCall.route(router, HttpMethod.POST, "/_simulator/calls/reset", call -> {
            context.meter().reset();
            return calls();
        });
        ControlCall.route(router, HttpMethod.GET, "/_simulator/webhooks", call -> webhooks(installed));
        ControlCall.route(router, HttpMethod.PUT, "/_simulator/webhooks", call -> {
            installed.webhooks().settings(settings(call.body(), installed.webhooks().settings()));
            return webhooks(installed);
        });
        router.post("/_simulator/webhooks/deliver").handler(this::deliver);
        ControlCall.route(router, HttpMethod.GET, "/_simulator/faults", call -> faults());
        ControlCall.route(router, HttpMethod.PUT, "/_simulator/faults", call -> {
            faults.replace(planned(call.body()));
            return faults();
        });
        ControlCall.route(router, HttpMethod.POST, "/_simulator/faults", call -> {
            faults.add(planned(call.body()));
            return faults();
        });
        ControlCall.route(router, HttpMethod.PUT, "/_simulator/latency", call -> {
            long millis = whole(call.body(), "ms");
            vendor.latency(millis);
            return Json.object().put("ms", millis);
        });
        ControlCall.route(router, HttpMethod.PUT, "/_simulator/limits", call -> {
            String mode = call.body().path("mode").asText();
            if (!mode.equals("real") && !mode.equals("off")) {
                throw new IllegalArgumentException("mode must be real or off");
            }
            limits.accept(mode.equals("real"));
            return Json.object().put("mode", mode);
        });
        ControlCall.route(router, HttpMethod.POST, "/_simulator/clock/advance", call -> {
            context.clock().advance(Duration.ofMillis(whole(call.body(), "ms")));
            return Json.object().put("now", context.clock().instant().toString());
        });
        ControlCall.route(router, HttpMethod.GET, "/_simulator/people", call -> people(people));
        ControlCall.route(router, HttpMethod.PUT, "/_simulator/people", call -> {
            people.settings(peopleSettings(call.body(), people.settings()));
            return people(people);
        });
        installed.addControls((method, path, handler) ->
                ControlCall.route(router, method, "/_simulator/" + path, call -> handler.apply(call.body())));
    }

    /** To be called after all other routes of the kit: no mistaken control call may count as one of the vendor's. */
    static void close(Router router) {
        router.route("/_simulator/*").handler(routing -> ControlCall.send(routing, 404,
                Json.object().put("error", "The control API has no such path or method")));
    }

    /** What of the settings is kept over a restart. */
    static ObjectNode save(InstalledApp installed, People people) {
        ObjectNode saved = Json.object();
        saved.set("webhooks", webhooks(installed));
        saved.set("people", people(people));
        return saved;
    }

    void load(JsonNode saved) {
        installed.webhooks().settings(settings(saved.path("webhooks"), WebhookSettings.NONE));
        people.settings(peopleSettings(saved.path("people"), people.settings()));
    }

    private ObjectNode calls() {
        CallMeter meter = context.meter();
        ObjectNode node = Json.object().put("total", meter.total());
        ObjectNode operations = node.putObject("operations");
        meter.operations().forEach(operations::put);
        ObjectNode faults = node.putObject("faults");
        meter.faults().forEach(faults::put);
        return node.put("writes", meter.writes()).put("records_written", meter.recordsWritten())
                .put("throttled", meter.throttledCalls());
    }

    private static ObjectNode webhooks(InstalledApp installed) {
        WebhookSender<?> sender = installed.webhooks();
        WebhookSettings settings = sender.settings();
        return Json.object().put("url", settings.url()).put("enabled", settings.enabled())
                .put("duplicates", settings.duplicates()).put("delay_ms", settings.delay().toMillis())
                .put("reordered", settings.reordered())
                .put("delivered", sender.delivered()).put("failed_attempts", sender.failedAttempts())
                .put("given_up", sender.givenUp());
    }

    private static WebhookSettings settings(JsonNode node, WebhookSettings current) {
        String url = node.path("url").asText(current.url());
        if (!url.isEmpty()) {
            checkUrl(url);
        }
        return new WebhookSettings(url, node.path("enabled").asBoolean(!url.isEmpty()),
                node.path("duplicates").asInt(1), Duration.ofMillis(node.path("delay_ms").asLong(0)),
                node.path("reordered").asBoolean(false));
    }

    private static void checkUrl(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url must be an http address", e);
        }
        throw new IllegalArgumentException("url must be an http address");
    }

    private void deliver(RoutingContext routing) {
        ControlCall.answer(routing, 200, call -> {
            JsonNode body = call.body();
            ObjectType type = context.store().type(body.path("type").asText());
            StoredRecord subject = type == null ? null : context.store().get(type, body.path("id").asText());
            if (subject == null) {
                throw new ControlCall.Wrong(404, "There is no such record");
            }
            if (installed.webhooks().settings().url().isEmpty()) {
                throw new ControlCall.Wrong(409, "No webhook url is set");
            }
            int times = body.path("times").asInt(1);
            if (times < 1 || times > 1000) {
                throw new IllegalArgumentException("times must be from 1 to 1000");
            }
            Future<List<Integer>> sent =
                    installed.webhooks().deliver(subject, times, body.path("concurrent").asBoolean(true));
            sent.onComplete(statuses -> {
                ObjectNode answer = Json.object().put("sent", times);
                ArrayNode list = answer.putArray("statuses");
                statuses.result().forEach(list::add);
                ControlCall.send(routing, 200, answer);
            });
            return ControlCall.LATER;
        });
    }

    private ObjectNode faults() {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("faults");
        for (Fault fault : faults.pending()) {
            ObjectNode node = list.addObject().put("operation", fault.operation()).put("times", fault.times())
                    .put("kind", fault.kind().word()).put("status", fault.status());
            ObjectNode headers = node.putObject("headers");
            fault.headers().forEach(headers::put);
            node.set("body", fault.body());
        }
        return answer;
    }

    private static List<Fault> planned(JsonNode body) {
        List<Fault> planned = new ArrayList<>();
        body.path("faults").forEach(node -> planned.add(fault(node)));
        return planned;
    }

    private static Fault fault(JsonNode node) {
        Map<String, String> headers = new HashMap<>();
        node.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        Fault.Kind kind;
        try {
            kind = Fault.Kind.valueOf(node.path("kind").asText("status").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("kind must be one of " + List.of(Fault.Kind.values()), e);
        }
        JsonNode body = node.get("body");
        return new Fault(node.path("operation").asText("*"), node.path("times").asInt(1), kind,
                node.path("status").asInt(500), headers, body == null || body.isNull() ? null : body);
    }

    private static ObjectNode people(People people) {
        People.Settings settings = people.settings();
        ObjectNode node = Json.object().put("running", settings.running())
                .put("edits_per_minute", settings.editsPerMinute());
        settings.leaveAlone().stream().sorted().forEach(node.putArray("leave_alone")::add);
        return node;
    }

    private static People.Settings peopleSettings(JsonNode node, People.Settings current) {
        Set<String> leaveAlone = current.leaveAlone();
        if (node.has("leave_alone")) {
            leaveAlone = new HashSet<>();
            for (JsonNode id : node.path("leave_alone")) {
                leaveAlone.add(id.asText());
            }
        }
        return new People.Settings(node.path("running").asBoolean(current.running()),
                node.path("edits_per_minute").asDouble(current.editsPerMinute()), leaveAlone);
    }

    private static long whole(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isIntegralNumber() || value.asLong() < 0) {
            throw new IllegalArgumentException(name + " must be a whole number that is not negative");
        }
        return value.asLong();
    }
}
