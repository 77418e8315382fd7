package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Where a refresh token is turned into an access token. The app proves itself with Basic authentication. */
@Path("/oauth/token")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public interface PipedriveTokenApi {
    @POST
    @Operation("token")
    JsonNode refresh(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String basic,
            @FormParam("grant_type") String grantType,
            @FormParam("refresh_token") String refreshToken);
}
