package io.bothways.webhook.receive;

import io.bothways.webhook.WebhookFlow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Where apps push to. A body beyond the limit is refused with 413 before it comes here. */
@Path("/webhooks")
public class WebhookResource {
    private final WebhookFlow flow;

    WebhookResource(WebhookFlow flow) {
        this.flow = flow;
    }

    @POST
    @Path("{key}")
    @RunOnVirtualThread
    public Response push(@PathParam("key") String key, @Context HttpHeaders headers, byte[] body) {
        Answer answer = flow.receive(key, "POST", lowerCase(headers), body);
        Response.ResponseBuilder response = Response.status(answer.status());
        if (!answer.body().isEmpty()) {
            response.entity(answer.body()).type(answer.contentType());
        }
        return response.build();
    }

    private static Map<String, String> lowerCase(HttpHeaders headers) {
        Map<String, String> named = new HashMap<>();
        headers.getRequestHeaders()
                .forEach((name, values) -> named.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return named;
    }
}
