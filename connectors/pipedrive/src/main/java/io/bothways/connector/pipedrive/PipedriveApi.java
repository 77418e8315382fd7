package io.bothways.connector.pipedrive;

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
import org.jspecify.annotations.Nullable;

/**
 * The calls that this connector makes. Bodies are trees. Leads, users and webhooks stand under {@code /v1} only, not
 * under {@code /api/v1} (Airbyte source-pipedrive). Operations are named so that the vendor's token costs fit them.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface PipedriveApi {
    @GET
    @Path("v1/users/me")
    @Operation("v1_read_user")
    JsonNode me();

    @GET
    @Path("v1/users")
    @Operation("v1_list_users")
    JsonNode users();

    /** {@code personFields} and the like, {@code stages}, {@code pipelines}. */
    @GET
    @Path("api/v2/{what}")
    @Operation("list_schema")
    JsonNode schema(
            @PathParam("what") String what,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor);

    @GET
    @Path("api/v2/{type}")
    @Operation("list")
    JsonNode list(
            @PathParam("type") String type,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("updated_since") @Nullable String updatedSince,
            @QueryParam("sort_by") @Nullable String sortBy,
            @QueryParam("sort_direction") @Nullable String direction,
            @QueryParam("ids") @Nullable String ids,
            @QueryParam("status") @Nullable String status,
            @QueryParam("custom_fields") @Nullable String customFields);

    /** Archived deals, which the list leaves out. */
    @GET
    @Path("api/v2/{type}/archived")
    @Operation("archived")
    JsonNode archived(
            @PathParam("type") String type,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("updated_since") @Nullable String updatedSince,
            @QueryParam("sort_by") String sortBy,
            @QueryParam("sort_direction") String direction,
            @QueryParam("custom_fields") @Nullable String customFields);

    @GET
    @Path("api/v2/{type}/{id}")
    @Operation("read")
    JsonNode read(@PathParam("type") String type, @PathParam("id") String id);

    @GET
    @Path("api/v2/{type}/search")
    @Operation("search")
    JsonNode search(
            @PathParam("type") String type,
            @QueryParam("term") String term,
            @QueryParam("fields") String fields,
            @QueryParam("exact_match") boolean exact,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor);

    @POST
    @Path("api/v2/{type}")
    @Operation(value = "create", writes = true)
    JsonNode create(@PathParam("type") String type, JsonNode fields);

    @PATCH
    @Path("api/v2/{type}/{id}")
    @Operation(value = "update", writes = true)
    JsonNode update(@PathParam("type") String type, @PathParam("id") String id, JsonNode fields);

    @DELETE
    @Path("api/v2/{type}/{id}")
    @Operation(value = "delete", writes = true)
    JsonNode delete(@PathParam("type") String type, @PathParam("id") String id);

    @GET
    @Path("v1/leads")
    @Operation("v1_list_leads")
    JsonNode leads(
            @QueryParam("limit") int limit, @QueryParam("start") long start, @QueryParam("sort") String sort);

    @GET
    @Path("v1/leads/archived")
    @Operation("v1_archived_leads")
    JsonNode archivedLeads(
            @QueryParam("limit") int limit, @QueryParam("start") long start, @QueryParam("sort") String sort);

    @GET
    @Path("v1/leads/{id}")
    @Operation("v1_read_lead")
    JsonNode lead(@PathParam("id") String id);

    @POST
    @Path("v1/leads")
    @Operation(value = "v1_create_lead", writes = true)
    JsonNode createLead(JsonNode fields);

    @PATCH
    @Path("v1/leads/{id}")
    @Operation(value = "v1_update_lead", writes = true)
    JsonNode updateLead(@PathParam("id") String id, JsonNode fields);

    @DELETE
    @Path("v1/leads/{id}")
    @Operation(value = "v1_delete_lead", writes = true)
    JsonNode deleteLead(@PathParam("id") String id);

    @GET
    @Path("v1/webhooks")
    @Operation("v1_list_webhooks")
    JsonNode webhooks();

    @POST
    @Path("v1/webhooks")
    @Operation(value = "v1_create_webhook", writes = true)
    JsonNode createWebhook(JsonNode webhook);

    @DELETE
    @Path("v1/webhooks/{id}")
    @Operation(value = "v1_delete_webhook", writes = true)
    JsonNode deleteWebhook(@PathParam("id") String id);
}
