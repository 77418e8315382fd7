package io.bothways.simulator.salesforce.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.RollingWindow;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.DescribeDocument;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;

/** What the organization is: versions, resources, limits, object types. */
public final class OrganizationRoutes {
    private static final int FIRST_VERSION = 20;
    private static final int LAST_VERSION = 67;

    private final Rows rows;
    private final RollingWindow calls;

    public OrganizationRoutes(Rows rows, RollingWindow calls) {
        this.rows = rows;
        this.calls = calls;
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, "/services/data", "versions", call -> versions());
        routes.read(HttpMethod.GET, "/services/data/", "versions", call -> versions());
        routes.read(HttpMethod.GET, ApiPath.VERSIONED, "resources", OrganizationRoutes::resources);
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/limits", "limits", call -> limits());
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/limits/recordCount", "record_count", this::recordCount);
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/sobjects", "describe_global", call ->
                VendorReply.json(200, DescribeDocument.global(ApiPath.base(call))));
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/sobjects/:type", "{type}.basic", call ->
                VendorReply.json(200, DescribeDocument.basic(
                        ApiPath.type(call.parameter("type")), ApiPath.base(call))));
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/sobjects/:type/describe", "{type}.describe", call ->
                VendorReply.json(200, DescribeDocument.full(
                        ApiPath.type(call.parameter("type")), ApiPath.base(call))));
    }

    private static VendorReply versions() {
        ArrayNode versions = Json.array();
        for (int version = FIRST_VERSION; version <= LAST_VERSION; version++) {
            versions.addObject().put("label", "Release " + version).put("url", "/services/data/v" + version + ".0")
                    .put("version", version + ".0");
        }
        return VendorReply.json(200, versions);
    }

    private static VendorReply resources(VendorCall call) {
        ObjectNode resources = Json.object();
        List.of("composite", "limits", "query", "queryAll", "sobjects")
                .forEach(resource -> resources.put(resource, ApiPath.base(call) + "/" + resource));
        return VendorReply.json(200, resources);
    }

    private VendorReply limits() {
        ObjectNode limits = Json.object();
        limits.putObject("DailyApiRequests").put("Max", calls.limit()).put("Remaining", calls.remaining());
        return VendorReply.json(200, limits);
    }

    private VendorReply recordCount(VendorCall call) {
        String asked = call.query("sObjects");
        List<SalesforceType> types = asked == null ? Organization.types()
                : Arrays.stream(asked.split(",")).flatMap(name -> Organization.type(name.strip()).stream()).toList();
        ObjectNode answer = Json.object();
        ArrayNode counts = answer.putArray("sObjects");
        types.forEach(type -> counts.addObject().put("count", rows.live(type).count()).put("name", type.name()));
        return VendorReply.json(200, answer);
    }
}
