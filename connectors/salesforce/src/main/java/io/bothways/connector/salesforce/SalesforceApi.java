package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.jspecify.annotations.Nullable;

/** The calls that this connector makes, at the host that the token names. */
@Path("/services")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface SalesforceApi {
    /** Part of every path. */
    String VERSION = "v67.0";

    /** Part of every path of the data API. */
    String DATA = "data/" + VERSION;

    /** Whether rules may assign accounts, cases and leads to others (REST API: assignment rule header). */
    String AUTO_ASSIGN = "Sforce-Auto-Assign";

    @GET
    @Path("oauth2/userinfo")
    @Operation("user_info")
    JsonNode userInfo();

    /** Every object of the organisation, without its fields. */
    @GET
    @Path(DATA + "/sobjects")
    @Operation("describe_global")
    JsonNode describeGlobal();

    @GET
    @Path(DATA + "/sobjects/{type}/describe")
    @Operation("describe")
    JsonNode describe(@PathParam("type") String type);

    @GET
    @Path(DATA + "/query")
    @ClientHeaderParam(name = "Sforce-Query-Options", value = "batchSize=2000")
    @Operation("query")
    JsonNode query(@QueryParam("q") String soql);

    /** With deleted and merged records. */
    @GET
    @Path(DATA + "/queryAll")
    @ClientHeaderParam(name = "Sforce-Query-Options", value = "batchSize=2000")
    @Operation("query_all")
    JsonNode queryAll(@QueryParam("q") String soql);

    /** The address that a query's answer names for its next page, in its parts. */
    @GET
    @Path("data/{version}/{resource}/{locator}")
    @ClientHeaderParam(name = "Sforce-Query-Options", value = "batchSize=2000")
    @Operation("query_more")
    JsonNode nextPage(
            @PathParam("version") String version,
            @PathParam("resource") String resource,
            @PathParam("locator") String locator);

    @POST
    @Path(DATA + "/composite/sobjects/{type}")
    @Operation("retrieve")
    JsonNode retrieve(@PathParam("type") String type, JsonNode idsAndFields);

    /** @param assigning FALSE keeps assignment rules from giving the records other owners; null leaves them on */
    @POST
    @Path(DATA + "/composite/sobjects")
    @Operation(value = "create", writes = true)
    JsonNode create(@HeaderParam(AUTO_ASSIGN) @Nullable String assigning, JsonNode records);

    @PATCH
    @Path(DATA + "/composite/sobjects/{type}/{key}")
    @Operation(value = "upsert", writes = true)
    JsonNode upsert(
            @HeaderParam(AUTO_ASSIGN) @Nullable String assigning,
            @PathParam("type") String type,
            @PathParam("key") String keyField,
            JsonNode records);

    @PATCH
    @Path(DATA + "/composite/sobjects")
    @Operation(value = "update", writes = true)
    JsonNode update(@HeaderParam(AUTO_ASSIGN) @Nullable String assigning, JsonNode records);

    @DELETE
    @Path(DATA + "/composite/sobjects")
    @Operation(value = "delete", writes = true)
    JsonNode delete(@QueryParam("ids") String ids, @QueryParam("allOrNone") boolean allOrNone);
}
