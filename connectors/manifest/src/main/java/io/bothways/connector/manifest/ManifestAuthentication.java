package io.bothways.connector.manifest;

import io.bothways.connector.Authentication;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.manifest.call.Answered;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.expression.Template;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.contracts.write.Failure;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A static Authorization header, a token endpoint, or none where the manifest's requests carry the credentials. */
final class ManifestAuthentication implements Authentication {
    private final App app;
    private final Optional<Manifest.Authentication> described;

    ManifestAuthentication(App app, Optional<Manifest.Authentication> described) {
        this.app = app;
        this.described = described;
    }

    @Override
    public Token obtain() {
        if (described.isEmpty()) {
            return new Token("", Optional.empty(), Optional.empty(), Map.of());
        }
        Manifest.Authentication how = described.get();
        if (how.token() == null) {
            String header = Template.of(how.header()).text(Map.of("credentials", app.context().credentials()));
            return new Token(header, Optional.empty(), Optional.empty(), Map.of());
        }
        URI at = how.at() == null ? app.context().baseUri() : URI.create(how.at());
        Answered answer = app.sendPlain(at, "token", how.token(), Map.of());
        return App.understood(() -> token(how, answer));
    }

    private Token token(Manifest.Authentication how, Answered answer) {
        String access = text(how.accessToken(), answer);
        if (access.isEmpty()) {
            throw new ConnectorException(FailureKind.REAUTHORIZE, new Failure(
                    FailureCodes.CREDENTIALS_REFUSED, "The token endpoint gave no token.", "", "", answer.status()));
        }
        Optional<Instant> expires = how.expiresIn() != null
                && answer.value(Expression.of(how.expiresIn())) instanceof Number seconds
                ? Optional.of(app.context().clock().instant().plusSeconds(seconds.longValue()))
                : Optional.empty();
        String host = text(how.host(), answer);
        Map<String, String> renewed = new HashMap<>();
        how.renewed().forEach((member, expression) -> {
            String value = answer.text(Expression.of(expression));
            if (!value.isEmpty()) {
                renewed.put(member, value);
            }
        });
        return new Token("Bearer " + access, expires, host.isEmpty() ? Optional.empty() : Optional.of(URI.create(host)),
                renewed);
    }

    private static String text(@Nullable String expression, Answered answer) {
        return expression == null ? "" : answer.text(Expression.of(expression));
    }
}
