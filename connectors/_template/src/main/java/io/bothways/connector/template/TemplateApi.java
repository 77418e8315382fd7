package io.bothways.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/**
 * The calls that this connector makes. The runtime authorises, counts, times and classifies each of them; a method that
 * changes something says so, and a lost answer of it is an unknown outcome.
 */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface TemplateApi {
    @GET
    @Path("workspace")
    @Operation("workspace")
    JsonNode workspace();

    @GET
    @Path("{type}/fields")
    @Operation("fields")
    JsonNode fields(@PathParam("type") String type);

    @GET
    @Path("{type}")
    @Operation("list")
    JsonNode list(@PathParam("type") String type, @QueryParam("offset") int offset, @QueryParam("limit") int limit);

    @GET
    @Path("{type}/{id}")
    @Operation("read")
    JsonNode read(@PathParam("type") String type, @PathParam("id") String id);

    @POST
    @Path("{type}")
    @Operation(value = "create", writes = true)
    JsonNode create(@PathParam("type") String type, JsonNode record);

    @PATCH
    @Path("{type}/{id}")
    @Operation(value = "update", writes = true)
    JsonNode update(@PathParam("type") String type, @PathParam("id") String id, JsonNode record);

    @DELETE
    @Path("{type}/{id}")
    @Operation(value = "delete", writes = true)
    void delete(@PathParam("type") String type, @PathParam("id") String id);
}
