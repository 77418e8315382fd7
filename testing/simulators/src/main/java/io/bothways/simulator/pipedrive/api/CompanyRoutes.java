package io.bothways.simulator.pipedrive.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.pipedrive.Accounts;
import io.bothways.simulator.pipedrive.schema.Company;
import io.bothways.simulator.pipedrive.schema.Company.User;
import io.vertx.core.http.HttpMethod;
import java.util.Comparator;
import java.util.List;

/** Users of version 1; pipelines and stages of version 2, which know no {@code updated_since}. */
public final class CompanyRoutes {
    private static final List<String> VERSION_1 = List.of("/v1", "/api/v1");
    private final Accounts accounts;

    public CompanyRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    public void addTo(VendorRoutes routes) {
        for (String base : VERSION_1) {
            routes.read(HttpMethod.GET, base + "/users", "users.list", call -> users());
            routes.read(HttpMethod.GET, base + "/users/me", "users.me", call -> me());
            routes.read(HttpMethod.GET, base + "/users/:id", "users.get", CompanyRoutes::user);
        }
        routes.read(HttpMethod.GET, "/api/v2/pipelines", "pipelines.list", call -> {
            refuseTime(call);
            ArrayNode data = Json.array();
            Company.STAGES.keySet().stream().sorted().forEach(id ->
                    data.addObject().put("id", id).put("name", Company.pipelineName(id)).put("order_nr", id)
                            .put("is_deleted", false));
            return page(data);
        });
        routes.read(HttpMethod.GET, "/api/v2/stages", "stages.list", call -> {
            refuseTime(call);
            int pipeline = Query.number(call, "pipeline_id", 0, 0, Integer.MAX_VALUE);
            ArrayNode data = Json.array();
            Company.STAGES.values().stream().flatMap(List::stream).filter(stage -> pipeline == 0
                    || stage.pipeline() == pipeline).sorted(Comparator.comparingInt(Company.Stage::id))
                    .forEach(stage -> data.addObject().put("id", stage.id()).put("name", stage.name())
                            .put("pipeline_id", stage.pipeline()).put("order_nr", stage.id()).put("is_deleted", false));
            return page(data);
        });
    }

    private static VendorReply page(ArrayNode data) {
        ObjectNode answer = EntityJson.envelope(data);
        answer.putObject("additional_data").putNull("next_cursor");
        return VendorReply.json(200, answer);
    }

    private static void refuseTime(VendorCall call) {
        if (call.query("updated_since") != null) {
            throw PipedriveErrors.invalid("Parameter 'updated_since' is not allowed");
        }
    }

    private static VendorReply users() {
        ArrayNode data = Json.array();
        Company.USERS.forEach(user -> data.add(describe(user)));
        return VendorReply.json(200, EntityJson.envelope(data));
    }

    private VendorReply me() {
        ObjectNode data = describe(Company.USERS.getFirst()).put("is_you", true)
                .put("company_id", accounts.companyId()).put("company_name", "Simulated company")
                .put("company_domain", accounts.domain()).put("timezone_name", "Europe/Tallinn");
        return VendorReply.json(200, EntityJson.envelope(data));
    }

    private static VendorReply user(VendorCall call) {
        return Company.user(call.parameter("id"))
                .map(user -> VendorReply.json(200, EntityJson.envelope(describe(user))))
                .orElseGet(() -> PipedriveErrors.reply(404, "User not found"));
    }

    private static ObjectNode describe(User user) {
        return Json.object().put("id", user.id()).put("name", user.name()).put("email", user.email())
                .put("active_flag", true).put("is_deleted", false)
                .put("is_admin", user.id() == Company.API_USER ? 1 : 0)
                .put("default_currency", Company.CURRENCY).put("timezone_name", "Europe/Tallinn");
    }
}
