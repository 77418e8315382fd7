package io.bothways.status.api;

import io.bothways.status.access.Doors;
import io.bothways.status.access.Doors.Pass;
import io.bothways.status.access.Gatekeeper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Date;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The way from a code to a browser session. */
@Path("/login")
@RunOnVirtualThread
public class LoginResource {
    private final Doors doors;

    LoginResource(Doors doors) {
        this.doors = doors;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public Response login(@QueryParam("code") @Nullable String code) {
        return doors.session(code == null ? "" : code)
                .map(LoginResource::welcome)
                .orElseGet(() -> Response.status(401)
                        .entity("This link was used already or is too old. Run ./bothways status for a new one.\n")
                        .build());
    }

    private static Response welcome(Pass session) {
        NewCookie cookie = new NewCookie.Builder(Gatekeeper.COOKIE)
                .value(session.secret())
                .path("/")
                .httpOnly(true)
                .sameSite(SameSite.STRICT)
                .expiry(Date.from(session.expiresAt()))
                .build();
        return Response.seeOther(URI.create("/")).cookie(cookie).build();
    }
}
