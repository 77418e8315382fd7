package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The calls that this connector makes. Bodies are trees: HubSpot's own rule is to take every member as optional. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface HubSpotApi {
    @GET
    @Path("account-info/v3/details")
    @Operation("account")
    JsonNode account();

    @GET
    @Path("crm/v3/properties/{type}")
    @Operation("properties")
    JsonNode properties(@PathParam("type") String type);

    /** The custom objects of the account. */
    @GET
    @Path("crm/v3/schemas")
    @Operation("schemas")
    JsonNode schemas();

    @GET
    @Path("crm/v3/owners")
    @Operation("owners")
    JsonNode owners(@QueryParam("limit") int limit, @QueryParam("after") @Nullable String after);

    @GET
    @Path("crm/v3/objects/{type}")
    @Operation("list")
    JsonNode list(
            @PathParam("type") String type,
            @QueryParam("limit") int limit,
            @QueryParam("after") @Nullable String after,
            @QueryParam("properties") String properties,
            @QueryParam("archived") boolean archived);

    @GET
    @Path("crm/v3/objects/{type}/{id}")
    @Operation("read")
    JsonNode read(
            @PathParam("type") String type, @PathParam("id") String id, @QueryParam("properties") String properties);

    @POST
    @Path("crm/v3/objects/{type}/search")
    @Operation("search")
    JsonNode search(@PathParam("type") String type, JsonNode query);

    @POST
    @Path("crm/v3/objects/{type}/batch/read")
    @Operation("batch_read")
    JsonNode batchRead(@PathParam("type") String type, JsonNode inputs);

    @POST
    @Path("crm/v3/objects/{type}/batch/create")
    @Operation(value = "batch_create", writes = true)
    JsonNode batchCreate(@PathParam("type") String type, JsonNode inputs);

    @POST
    @Path("crm/v3/objects/{type}/batch/update")
    @Operation(value = "batch_update", writes = true)
    JsonNode batchUpdate(@PathParam("type") String type, JsonNode inputs);

    @POST
    @Path("crm/v3/objects/{type}/batch/archive")
    @Operation(value = "batch_archive", writes = true)
    void batchArchive(@PathParam("type") String type, JsonNode inputs);

    @POST
    @Path("crm/v4/associations/{from}/{to}/batch/create")
    @Operation(value = "batch_associate", writes = true)
    JsonNode associate(@PathParam("from") String from, @PathParam("to") String to, JsonNode inputs);

    @POST
    @Path("crm/v4/associations/{from}/{to}/batch/archive")
    @Operation(value = "batch_dissociate", writes = true)
    void dissociate(@PathParam("from") String from, @PathParam("to") String to, JsonNode inputs);
}
