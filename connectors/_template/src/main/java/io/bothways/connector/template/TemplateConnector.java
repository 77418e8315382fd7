package io.bothways.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Abilities;
import io.bothways.connector.Authentication;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.util.Map;
import java.util.Optional;

/** One account. */
final class TemplateConnector implements Connector {
    private final ConnectorContext context;
    private final TemplateApi api;
    private final Abilities abilities;

    TemplateConnector(ConnectorContext context) {
        this.context = context;
        this.api = context.client(TemplateApi.class);
        TemplateSchema schema = new TemplateSchema(api, context.clock());
        this.abilities = Abilities.of(
                schema,
                new TemplateReader(api, schema),
                new TemplateWriter(api, schema),
                new TemplateWebhooks());
    }

    @Override
    public Identity identify() {
        JsonNode workspace = api.workspace();
        return new Identity(workspace.path("id").asText(), workspace.path("name").asText(), "UTC");
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    /** The key goes into a header of its own; apps with OAuth ask their token endpoint here, through a plain client. */
    @Override
    public Authentication authentication() {
        return () -> {
            String key = context.credentials().getOrDefault("access_token", "");
            if (key.isEmpty()) {
                throw new ConnectorException(
                        FailureKind.REAUTHORIZE,
                        new Failure(FailureCodes.CREDENTIALS_REFUSED, "the account has no access token", "", "", 0));
            }
            return new Authentication.Token("X-Api-Key: " + key, Optional.empty(), Optional.empty(), Map.of());
        };
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return TemplateFailures.classify(status, headers, body, context.clock());
    }
}
