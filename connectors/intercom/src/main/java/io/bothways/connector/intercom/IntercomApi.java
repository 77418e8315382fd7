package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.jspecify.annotations.Nullable;

/** The calls that this connector makes. Each names the version, lest an app's own default decides it. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ClientHeaderParam(name = "Intercom-Version", value = IntercomProvider.VERSION)
public interface IntercomApi {
    @GET
    @Path("me")
    @Operation("me")
    JsonNode me();

    @GET
    @Path("data_attributes")
    @Operation("data_attributes")
    JsonNode dataAttributes(@QueryParam("model") String model);

    /** With their attributes and states. */
    @GET
    @Path("ticket_types")
    @Operation("ticket_types")
    JsonNode ticketTypes();

    @POST
    @Path("tickets/search")
    @Operation("tickets_search")
    JsonNode searchTickets(JsonNode query);

    @GET
    @Path("tickets/{id}")
    @Operation("tickets_read")
    JsonNode ticket(@PathParam("id") String id);

    @POST
    @Path("tickets")
    @Operation(value = "tickets_create", writes = true)
    JsonNode createTicket(JsonNode ticket);

    @PUT
    @Path("tickets/{id}")
    @Operation(value = "tickets_update", writes = true)
    JsonNode updateTicket(@PathParam("id") String id, JsonNode ticket);

    @DELETE
    @Path("tickets/{id}")
    @Operation(value = "tickets_delete", writes = true)
    JsonNode deleteTicket(@PathParam("id") String id);

    @GET
    @Path("admins")
    @Operation("admins_list")
    JsonNode admins();

    @GET
    @Path("admins/{id}")
    @Operation("admins_read")
    JsonNode admin(@PathParam("id") String id);

    @GET
    @Path("contacts")
    @Operation("contacts_list")
    JsonNode contacts(
            @QueryParam("per_page") int perPage, @QueryParam("starting_after") @Nullable String startingAfter);

    @POST
    @Path("contacts/search")
    @Operation("contacts_search")
    JsonNode searchContacts(JsonNode query);

    @GET
    @Path("contacts/{id}")
    @Operation("contacts_read")
    JsonNode contact(@PathParam("id") String id);

    @GET
    @Path("contacts/find_by_external_id/{id}")
    @Operation("contacts_find")
    JsonNode contactByExternalId(@PathParam("id") String externalId);

    @POST
    @Path("contacts")
    @Operation(value = "contacts_create", writes = true)
    JsonNode createContact(JsonNode contact);

    @PUT
    @Path("contacts/{id}")
    @Operation(value = "contacts_update", writes = true)
    JsonNode updateContact(@PathParam("id") String id, JsonNode contact);

    @POST
    @Path("contacts/{id}/archive")
    @Operation(value = "contacts_archive", writes = true)
    JsonNode archiveContact(@PathParam("id") String id);

    @POST
    @Path("contacts/{id}/unarchive")
    @Operation(value = "contacts_unarchive", writes = true)
    JsonNode unarchiveContact(@PathParam("id") String id);

    @GET
    @Path("contacts/{id}/companies")
    @Operation("contacts_companies")
    JsonNode companiesOf(
            @PathParam("id") String contact, @QueryParam("per_page") int perPage, @QueryParam("page") int page);

    @POST
    @Path("contacts/{id}/companies")
    @Operation(value = "contacts_attach", writes = true)
    JsonNode attach(@PathParam("id") String contact, JsonNode company);

    @DELETE
    @Path("contacts/{id}/companies/{company}")
    @Operation(value = "contacts_detach", writes = true)
    JsonNode detach(@PathParam("id") String contact, @PathParam("company") String company);

    @GET
    @Path("companies/scroll")
    @Operation("companies_scroll")
    JsonNode scrollCompanies(@QueryParam("scroll_param") @Nullable String scroll);

    @POST
    @Path("companies/list")
    @Operation("companies_list")
    JsonNode listCompanies(@QueryParam("per_page") int perPage);

    @GET
    @Path("companies")
    @Operation("companies_find")
    JsonNode findCompanies(
            @QueryParam("company_id") @Nullable String companyId, @QueryParam("name") @Nullable String name);

    @GET
    @Path("companies/{id}")
    @Operation("companies_read")
    JsonNode company(@PathParam("id") String id);

    /** Creates the company of that {@code company_id}, or updates it. */
    @POST
    @Path("companies")
    @Operation(value = "companies_upsert", writes = true)
    JsonNode upsertCompany(JsonNode company);

    @PUT
    @Path("companies/{id}")
    @Operation(value = "companies_update", writes = true)
    JsonNode updateCompany(@PathParam("id") String id, JsonNode company);

    @DELETE
    @Path("companies/{id}")
    @Operation(value = "companies_delete", writes = true)
    JsonNode deleteCompany(@PathParam("id") String id);
}
