package io.bothways.simulator.intercom;

import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The credentials of the app: a private app's access token, and tokens for a code. None expires; all are revocable. */
final class TokenRoutes {
    static final String TOKEN = "oauth.token";
    static final String CONSENT = "oauth.consent";
    private final AppContext context;
    private final Set<String> codes = new HashSet<>();
    private final Set<String> issued = new HashSet<>();
    private final Set<String> revoked = new HashSet<>();
    private int drawn;

    TokenRoutes(AppContext context) {
        this.context = context;
        issued.add(accessToken());
    }

    String accessToken() {
        return "dG9rOg" + context.secret("intercom access token", 54);
    }

    String clientId() {
        return context.secret("intercom client", 32);
    }

    String clientSecret() {
        return context.secret("intercom client secret", 36);
    }

    boolean valid(String token) {
        return issued.contains(token) && !revoked.contains(token);
    }

    /** Ends a token's life, as an admin who uninstalls the app does. */
    void revoke(String token) {
        revoked.add(token);
    }

    void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, "/oauth", CONSENT, this::consent);
        routes.read(HttpMethod.POST, "/auth/eagle/token", TOKEN, this::exchange);
    }

    /** Whoever comes here consents at once; the browser is sent back with a code. */
    private VendorReply consent(VendorCall call) {
        String redirect = call.query("redirect_uri");
        if (redirect == null || !clientId().equals(call.query("client_id"))) {
            return IntercomErrors.reply(400, IntercomErrors.INVALID, "client_id or redirect_uri is invalid");
        }
        String code = context.secret("intercom code " + drawn++, 32);
        codes.add(code);
        String state = Objects.toString(call.query("state"), "");
        return VendorReply.empty(302).with("Location", redirect + (redirect.contains("?") ? "&" : "?") + "code=" + code
                + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }

    /** A code is good for one token. There is no refresh token, and no expiry is told. */
    private VendorReply exchange(VendorCall call) {
        String code = parameter(call, "code");
        if (!clientId().equals(parameter(call, "client_id"))
                || !clientSecret().equals(parameter(call, "client_secret")) || code == null || !codes.remove(code)) {
            return IntercomErrors.reply(401, "unauthorized", "client_id, client_secret or code is invalid");
        }
        String token = "dG9rOg" + context.secret("intercom token for " + code, 54);
        issued.add(token);
        return VendorReply.json(200, Json.object().put("token_type", "Bearer").put("token", token)
                .put("access_token", token));
    }

    /** Intercom takes forms and JSON alike. */
    private static @Nullable String parameter(VendorCall call, String name) {
        String type = Objects.toString(call.header("Content-Type"), "");
        return type.contains("json") ? call.json().path(name).textValue() : call.form(name);
    }
}
