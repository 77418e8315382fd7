package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Authentication;
import io.bothways.connector.ChangeSource;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.RecordReader;
import io.bothways.connector.RecordWriter;
import io.bothways.connector.SchemaReader;
import io.bothways.connector.WebhookSource;
import java.util.Map;
import java.util.Optional;

/** One Salesforce organisation. Deletions and merges come with the incremental query, so there is no other source. */
final class SalesforceConnector implements Connector {
    private final ConnectorContext context;
    private final SalesforceApi api;
    private final SalesforceSchema schema;
    private final SalesforceChanges changes;
    private final SalesforceReader reader;
    private final SalesforceWriter writer;
    private final OutboundMessages webhooks = new OutboundMessages();

    SalesforceConnector(ConnectorContext context) {
        this.context = context;
        this.api = context.client(SalesforceApi.class);
        this.schema = new SalesforceSchema(api, context.clock());
        this.changes = new SalesforceChanges(api, schema, context.clock());
        this.reader = new SalesforceReader(api, schema);
        this.writer = new SalesforceWriter(api, schema);
    }

    @Override
    public Identity identify() {
        JsonNode user = api.userInfo();
        String organization = SalesforceId.canonical(user.path("organization_id").asText());
        return new Identity(organization, "Salesforce " + organization, user.path("zoneinfo").asText("UTC"));
    }

    @Override
    public SchemaReader schema() {
        return schema;
    }

    @Override
    public ChangeSource changes() {
        return changes;
    }

    @Override
    public RecordReader reader() {
        return reader;
    }

    @Override
    public RecordWriter writer() {
        return writer;
    }

    @Override
    public Authentication authentication() {
        return new SalesforceAuthentication(context);
    }

    @Override
    public Optional<WebhookSource> webhooks() {
        return Optional.of(webhooks);
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return SalesforceFailures.classify(status, body, context.clock());
    }
}
