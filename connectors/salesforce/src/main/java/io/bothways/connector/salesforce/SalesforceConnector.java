package io.bothways.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Abilities;
import io.bothways.connector.Authentication;
import io.bothways.connector.BudgetReading;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorFailure;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Salesforce organisation. Deletions and merges come with the incremental query, so there is no other source. */
final class SalesforceConnector implements Connector {
    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,18})/(\\d{1,18})");

    private final ConnectorContext context;
    private final SalesforceApi api;
    private final Abilities abilities;

    SalesforceConnector(ConnectorContext context) {
        this.context = context;
        this.api = context.client(SalesforceApi.class);
        SalesforceSchema schema = new SalesforceSchema(api, context.clock());
        SObjectCollections collections = new SObjectCollections(api);
        PrimaryContacts contacts = new PrimaryContacts(api, collections);
        this.abilities = Abilities.of(
                schema,
                new SalesforceChanges(api, schema, context.clock()),
                new SalesforceReader(api, schema),
                new SalesforceWriter(schema, collections, contacts),
                new SalesforceRelations(api, schema, collections, contacts),
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

    /** {@code Sforce-Limit-Info: api-usage=18/5000}, of the last 24 hours (REST API Developer Guide). */
    @Override
    public List<BudgetReading> budgets(Map<String, String> headers) {
        Matcher usage = USAGE.matcher(headers.getOrDefault("sforce-limit-info", ""));
        return usage.find()
                ? List.of(new BudgetReading("daily", new BigInteger(usage.group(2))
                        .subtract(new BigInteger(usage.group(1))).toString(), usage.group(2)))
                : List.of();
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return SalesforceFailures.classify(status, headers, body, context.clock());
    }
}
