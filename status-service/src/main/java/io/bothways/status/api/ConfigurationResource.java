package io.bothways.status.api;

import io.bothways.status.access.Caller;
import io.bothways.status.registry.Configurations;
import io.bothways.status.registry.Connections.Found;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a connection keeps in step: mappings, transforms, policies, match keys, scope rules, deletes. */
@Path("/api/v1/connections/{id}/configuration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
@RunOnVirtualThread
public class ConfigurationResource {
    private final Configurations configurations;
    private final Overview overview;
    private final Caller caller;

    ConfigurationResource(Configurations configurations, Overview overview, Caller caller) {
        this.configurations = configurations;
        this.overview = overview;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The configuration as it may be changed and saved again; docs/mappings.md explains it")
    public String get(@PathParam("id") String id) {
        return configurations.json(caller.tenant(), id);
    }

    @GET
    @Path("suggestion")
    @Operation(summary = "The configuration with one object more, as two types of the apps suggest it; nothing is saved")
    public String suggestion(
            @PathParam("id") String id,
            @QueryParam("object") @Nullable String object,
            @QueryParam("type_a") @Nullable String typeA,
            @QueryParam("type_b") @Nullable String typeB) {
        return configurations.suggested(caller.tenant(), id, Wanted.text("object", object),
                Wanted.text("type_a", typeA), Wanted.text("type_b", typeB));
    }

    @PUT
    @Operation(summary = "Saves the configuration as the next version; refused with one reason per line that cannot work")
    public ConnectionView save(@PathParam("id") String id, @Nullable String configuration) {
        Found saved = configurations.save(caller.tenant(), id, Wanted.body(configuration));
        return overview.of(caller.tenant(), saved);
    }
}
