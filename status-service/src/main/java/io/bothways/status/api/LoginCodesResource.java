package io.bothways.status.api;

import io.bothways.status.access.Caller;
import io.bothways.status.access.Doors;
import io.bothways.status.access.Doors.Pass;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** From a key to a link that a browser can open. */
@Path("/api/v1/login-codes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
@RunOnVirtualThread
public class LoginCodesResource {
    private final Doors doors;
    private final Caller caller;

    LoginCodesResource(Doors doors, Caller caller) {
        this.doors = doors;
        this.caller = caller;
    }

    /** A code that opens the dashboard once: {@code /login?code=…}. */
    public record Code(String code, Instant expiresAt) {}

    @POST
    @Operation(summary = "A code that opens the dashboard once: /login?code=…")
    public Response code() {
        Pass pass = doors.code(caller.tenant());
        return Response.status(201)
                .entity(new Code(pass.secret(), pass.expiresAt()))
                .build();
    }
}
