package io.bothways.simulator.dataverse.api;

import io.bothways.simulator.dataverse.ServiceProtection;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.RecordStore;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/** The addresses of the Web API, so that each operation has a name; what they mean is the {@link Service}'s. */
public final class WebApiRoutes {
    private static final String API = "/api/data/:version/";

    private final Service service;
    private final BatchRequests batches;
    private final ServiceProtection protection;

    public WebApiRoutes(Service service, RecordStore store, PartFaults faults, ServiceProtection protection) {
        this.service = service;
        this.batches = new BatchRequests(service, store, faults);
        this.protection = protection;
    }

    public void addTo(VendorRoutes routes) {
        routes.write(HttpMethod.POST, API + "$batch", "batch", this::batch);
        routes.read(HttpMethod.GET, API + "WhoAmI", "who_am_i", this::handle);
        routes.read(HttpMethod.GET, API + "WhoAmI()", "who_am_i", this::handle);
        routes.read(HttpMethod.GET, API + "RetrieveTotalRecordCount(:names)", "record_count", this::handle);
        routes.read(HttpMethod.GET, API + "$metadata", "metadata", this::handle);
        routes.read(HttpMethod.GET, API + "EntityDefinitions", "metadata", this::handle);
        routes.read(HttpMethod.GET, API + "EntityDefinitions(:name)", "metadata", this::handle);
        routes.read(HttpMethod.GET, API + "EntityDefinitions(:name)/*", "metadata", this::handle);
        routes.write(HttpMethod.POST, API + "Merge", "merge", this::handle);
        routes.read(HttpMethod.GET, API + ":type(:key)", "{type}.get", this::handle);
        routes.write(HttpMethod.PATCH, API + ":type(:key)", "{type}.update", this::handle);
        routes.write(HttpMethod.DELETE, API + ":type(:key)", "{type}.delete", this::handle);
        routes.write(HttpMethod.PUT, API + ":type(:key)/:property/$ref", "{type}.associate", this::handle);
        routes.write(HttpMethod.DELETE, API + ":type(:key)/:property/$ref", "{type}.disassociate", this::handle);
        routes.read(HttpMethod.GET, API + ":type(:key)/:property", "{type}.get_property", this::handle);
        routes.write(HttpMethod.PUT, API + ":type(:key)/:property", "{type}.set_property", this::handle);
        routes.write(HttpMethod.DELETE, API + ":type(:key)/:property", "{type}.clear_property", this::handle);
        routes.read(HttpMethod.GET, API + ":type/$count", "{type}.count", this::handle);
        routes.write(HttpMethod.POST, API + ":type/Microsoft.Dynamics.CRM.CreateMultiple", "{type}.create_multiple",
                this::handle);
        routes.write(HttpMethod.POST, API + ":type/Microsoft.Dynamics.CRM.UpdateMultiple", "{type}.update_multiple",
                this::handle);
        routes.write(HttpMethod.POST, API + ":type/Microsoft.Dynamics.CRM.UpsertMultiple", "{type}.upsert_multiple",
                this::handle);
        routes.read(HttpMethod.GET, API + ":type", "{type}.list", this::handle);
        routes.write(HttpMethod.POST, API + ":type", "{type}.create", this::handle);
    }

    private VendorReply handle(VendorCall call) {
        return answer(call, request -> service.handle(request));
    }

    private VendorReply batch(VendorCall call) {
        return answer(call, request -> batches.handle(request, call.baseUrl()));
    }

    private VendorReply answer(VendorCall call, Function<ODataRequest, ODataReply> handler) {
        ODataReply reply;
        try {
            reply = handler.apply(ODataRequest.of(call));
        } catch (Problem problem) {
            reply = ODataReply.of(problem, Preferences.parse(""));
        }
        int written = service.takeWritten();
        call.wrote(written);
        protection.executed(written, reply.body().length());
        return reply.asVendorReply();
    }

    /** The answer to a refusal outside of the service, such as that of an unknown address. */
    public static VendorReply refusal(Problem problem) {
        return ODataReply.of(problem, Preferences.parse("")).asVendorReply();
    }
}
