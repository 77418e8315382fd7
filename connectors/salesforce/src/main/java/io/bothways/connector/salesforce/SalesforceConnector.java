package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Abilities;
import io.bothways.connector.Authentication;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorFailure;
import java.util.Map;

/** One Salesforce organisation. Deletions and merges come with the incremental query, so there is no other source. */
final class SalesforceConnector implements Connector {
    private final ConnectorContext context;
    private final SalesforceApi api;
    private final Abilities abilities;

    SalesforceConnector(ConnectorContext context) {
        this.context = context;
        this.api = context.client(SalesforceApi.class);
        SalesforceSchema schema = new SalesforceSchema(api, context.clock());
        this.abilities = Abilities.of(
                schema,
                new SalesforceChanges(api, schema, context.clock()),
                new SalesforceReader(api, schema),
                new SalesforceWriter(api, schema),
                new OutboundMessages());
    }

    @Override
    public Identity identify() {
        JsonNode user = api.userInfo();
        String organization = SalesforceId.canonical(user.path("organization_id").asText());
        return new Identity(organization, "Salesforce " + organization, user.path("zoneinfo").asText("UTC"));
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public Authentication authentication() {
        return new SalesforceAuthentication(context);
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return SalesforceFailures.classify(status, headers, body, context.clock());
    }
}
