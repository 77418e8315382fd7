package io.bothways.status.access;

import io.bothways.contracts.TenantId;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Knows a caller by bearer key or session cookie; everybody else is nobody, and nobody gets a 401. */
@ApplicationScoped
public class Gatekeeper implements HttpAuthenticationMechanism, IdentityProvider<Gatekeeper.Shown> {
    /** The session cookie's name. */
    public static final String COOKIE = "bothways_session";

    private static final String BEARER = "Bearer ";

    private static final String PROBLEM = "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":"
            + "\"A bearer key or a session is needed.\",\"errors\":[]}";
    private static final String SENTENCE = "This page opens with a link. Run ./bothways status for one.\n";

    private final Doors doors;

    Gatekeeper(Doors doors) {
        this.doors = doors;
    }

    /** What a caller shows: a key or a session. */
    public static final class Shown extends BaseAuthenticationRequest {
        private final String secret;
        private final boolean session;

        Shown(String secret, boolean session) {
            this.secret = secret;
            this.session = session;
        }
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return shown(context)
                // A wrong key or an old session makes a caller nobody, not an error: the way in stays open to them.
                .map(shown -> identities
                        .authenticate(shown)
                        .onFailure(AuthenticationFailedException.class)
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Shown shown, AuthenticationRequestContext context) {
        Supplier<SecurityIdentity> lookUp = () -> {
            Optional<TenantId> tenant = shown.session ? doors.bySession(shown.secret) : doors.byKey(shown.secret);
            return tenant.<SecurityIdentity>map(known -> QuarkusSecurityIdentity.builder()
                            .setPrincipal(new QuarkusPrincipal(known.value()))
                            .build())
                    .orElse(null);
        };
        return context.runBlocking(lookUp);
    }

    @Override
    public Class<Shown> getRequestType() {
        return Shown.class;
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Shown.class);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"bothways\""));
    }

    /** Says what is missing: to programs as problem+json, to people in a sentence. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return HttpAuthenticationMechanism.super.sendChallenge(context).invoke(() -> {
            boolean program = context.normalizedPath().startsWith("/api/");
            context.response()
                    .putHeader("Content-Type", program ? "application/problem+json" : "text/plain; charset=utf-8");
            context.response().end(program ? PROBLEM : SENTENCE);
        });
    }

    private static Optional<Shown> shown(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (header != null && header.startsWith(BEARER)) {
            return Optional.of(new Shown(header.substring(BEARER.length()).trim(), false));
        }
        Cookie cookie = context.request().getCookie(COOKIE);
        return Optional.ofNullable(cookie).map(Cookie::getValue).map(value -> new Shown(value, true));
    }
}
