package io.bothways.connector.manifest;

import io.bothways.connector.Abilities;
import io.bothways.connector.Authentication;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.manifest.ability.ManifestAbilities;
import io.bothways.connector.manifest.call.Answered;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.call.Errors;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.format.Manifest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One account of an app that a manifest describes. */
final class ManifestConnector implements Connector {
    private final Manifest manifest;
    private final App app;
    private final Errors errors;
    private final Abilities abilities;
    private final Authentication authentication;
    private volatile Optional<ZoneId> zone = Optional.empty();

    ManifestConnector(Manifest manifest, ConnectorContext context) {
        this.manifest = manifest;
        app = new App(manifest, context);
        errors = new Errors(manifest.errors());
        abilities = ManifestAbilities.of(app, errors);
        authentication = new ManifestAuthentication(app, Optional.ofNullable(manifest.authentication()));
    }

    @Override
    public Identity identify() {
        Manifest.Identify identify = manifest.identify();
        Answered answer = app.send("identify", false, identify.request(), Map.of());
        return App.understood(() -> {
            String id = answer.text(Expression.of(identify.id()));
            if (id.isEmpty()) {
                throw new ClassCastException("the answer names no account");
            }
            String label = text(identify.label(), answer);
            String told = text(identify.zone(), answer);
            zone = zone(told);
            return new Identity(id, label.isEmpty() ? id : label, zone.map(ZoneId::getId).orElse("UTC"));
        });
    }

    private static String text(@Nullable String expression, Answered answer) {
        return expression == null ? "" : answer.text(Expression.of(expression));
    }

    private static Optional<ZoneId> zone(String told) {
        try {
            return told.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(told));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public Authentication authentication() {
        return authentication;
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return errors.classify(status, headers, body, app.context().clock(), zone);
    }
}
