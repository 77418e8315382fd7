package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Abilities;
import io.bothways.connector.Authentication;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorFailure;
import java.util.Map;

/** One organisation (environment) of Dataverse. */
final class DataverseConnector implements Connector {
    private final ConnectorContext context;
    private final DataverseApi api;
    private final Abilities abilities;

    DataverseConnector(ConnectorContext context) {
        this.context = context;
        this.api = context.client(DataverseApi.class);
        DataverseSchema schema = new DataverseSchema(api, context.clock());
        DataverseReader reader = new DataverseReader(api, schema);
        this.abilities = Abilities.of(
                schema,
                reader,
                new DataverseChanges(api, schema, reader, context.clock()),
                new DataverseWriter(api, schema, reader, context.clock()),
                new DataverseWebhooks());
    }

    @Override
    public Identity identify() {
        JsonNode me = api.whoAmI();
        String organization = DataverseValues.canonical(me.path("OrganizationId").asText());
        return new Identity(organization, "Dataverse " + context.baseUri().getHost(), "UTC");
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public Authentication authentication() {
        return new DataverseAuthentication(context);
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return DataverseFailures.classify(status, headers, body, context.clock());
    }
}
