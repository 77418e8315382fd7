package io.bothways.runtime.calls;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** An app's API as connectors declare one. */
@Path("/ships")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface HarbourApi {
    @GET
    @Operation("read")
    JsonNode read();

    @POST
    @Operation(value = "write", writes = true)
    JsonNode write(JsonNode ship);

    @POST
    @Path("leave")
    @Operation(value = "leave", writes = true)
    void leave(JsonNode ship);
}
