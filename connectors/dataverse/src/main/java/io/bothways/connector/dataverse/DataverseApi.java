package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;

/** The calls that this connector makes to the Web API. */
@Path(DataverseApi.BASE)
@Produces(MediaType.APPLICATION_JSON)
@ClientHeaderParam(name = "OData-Version", value = "4.0")
@ClientHeaderParam(name = "OData-MaxVersion", value = "4.0")
@ClientHeaderParam(name = "If-None-Match", value = "null")
public interface DataverseApi {
    /** Part of every path. */
    String VERSION = "v9.2";

    /** Part of every path, also of the parts of a batch. */
    String BASE = "/api/data/" + VERSION;

    /** Between the parts of a batch. No part holds it, because JSON has no bare line breaks. */
    String BOUNDARY = "batch_bothways";

    @GET
    @Path("WhoAmI()")
    @Operation("who_am_i")
    JsonNode whoAmI();

    /** The tables of the organisation, without their columns. */
    @GET
    @Path("EntityDefinitions")
    @Operation("tables")
    JsonNode tables(@QueryParam("$select") String select);

    /** A table with its columns. */
    @GET
    @Path("EntityDefinitions(LogicalName='{table}')")
    @Operation("table")
    JsonNode table(
            @PathParam("table") String table,
            @QueryParam("$select") String select,
            @QueryParam("$expand") String expand);

    /** What belongs to a table: its keys, its relationships, its columns of one kind. */
    @GET
    @Path("EntityDefinitions(LogicalName='{table}')/{part}")
    @Operation("table_part")
    JsonNode tablePart(
            @PathParam("table") String table,
            @PathParam("part") String part,
            @QueryParam("$select") String select);

    /** The columns of one kind, with their options. */
    @GET
    @Path("EntityDefinitions(LogicalName='{table}')/Attributes/{kind}")
    @Operation("table_options")
    JsonNode options(
            @PathParam("table") String table,
            @PathParam("kind") String kind,
            @QueryParam("$select") String select,
            @QueryParam("$expand") String expand);

    /** A page of a listing, from its first page on. */
    @GET
    @Path("{set}")
    @Operation("list")
    JsonNode list(
            @PathParam("set") String set,
            @HeaderParam("Prefer") String prefer,
            @QueryParam("$select") String select,
            @QueryParam("$skiptoken") String skipToken);

    /** A page of a tracked read, or of the changes since one. */
    @GET
    @Path("{set}")
    @Operation("changes")
    JsonNode changes(
            @PathParam("set") String set,
            @HeaderParam("Prefer") String prefer,
            @QueryParam("$select") String select,
            @QueryParam("$deltatoken") String deltaToken,
            @QueryParam("$skiptoken") String skipToken);

    /** A page of the rows that a filter lets through. */
    @GET
    @Path("{set}")
    @Operation("query")
    JsonNode query(
            @PathParam("set") String set,
            @HeaderParam("Prefer") String prefer,
            @QueryParam("$select") String select,
            @QueryParam("$filter") String filter,
            @QueryParam("$count") String count,
            @QueryParam("$skiptoken") String skipToken);

    /** At most a day old, and not capped. */
    @GET
    @Path("RetrieveTotalRecordCount(EntityNames=['{table}'])")
    @Operation("count")
    JsonNode totalCount(@PathParam("table") String table);

    /** Each part succeeds or fails alone. */
    @POST
    @Path("$batch")
    @Consumes("multipart/mixed;boundary=" + BOUNDARY)
    @ClientHeaderParam(name = "Prefer", value = "odata.continue-on-error")
    @Operation(value = "batch_write", writes = true)
    String write(String parts);
}
