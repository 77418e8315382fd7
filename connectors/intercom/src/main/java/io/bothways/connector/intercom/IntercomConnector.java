package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Abilities;
import io.bothways.connector.Authentication;
import io.bothways.connector.BudgetReading;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Intercom workspace. Its access token does not expire and cannot be renewed. */
final class IntercomConnector implements Connector {
    private final ConnectorContext context;
    private final IntercomApi api;
    private final Abilities abilities;

    IntercomConnector(ConnectorContext context) {
        this.context = context;
        this.api = context.client(IntercomApi.class);
        IntercomSchema schema = new IntercomSchema(api, context.clock());
        IntercomRecords records = new IntercomRecords(api);
        ContactCompanies companies = new ContactCompanies(api, records);
        this.abilities = Abilities.of(
                schema,
                new IntercomListing(api, schema, records),
                new IntercomChanges(api, schema, records, context.clock()),
                new IntercomReader(api, schema, records),
                new IntercomWriter(api, schema, records, companies),
                companies,
                new IntercomWebhooks());
    }

    @Override
    public Identity identify() {
        JsonNode app = api.me().path("app");
        String workspace = app.path("id_code").asText("");
        if (workspace.isEmpty()) {
            throw new ConnectorException(
                    FailureKind.RETRY,
                    new Failure(FailureCodes.UNEXPECTED_ANSWER, "Intercom's answer names no workspace", "", "", 200));
        }
        return new Identity(workspace, app.path("name").asText("Intercom " + workspace), zone(app));
    }

    private static String zone(JsonNode app) {
        try {
            return ZoneId.of(app.path("timezone").asText("UTC")).getId();
        } catch (DateTimeException unknown) {
            return "UTC";
        }
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public Authentication authentication() {
        return this::token;
    }

    private Authentication.Token token() {
        String token = context.credentials().getOrDefault("access_token", "");
        if (token.isEmpty()) {
            throw new ConnectorException(
                    FailureKind.REAUTHORIZE,
                    new Failure(FailureCodes.CREDENTIALS_REFUSED, "the account has no access token", "", "", 0));
        }
        return new Authentication.Token("Bearer " + token, Optional.empty(), Optional.empty(), Map.of());
    }

    /** On every answer to a known token (developers.intercom.com, rate limiting). */
    @Override
    public List<BudgetReading> budgets(Map<String, String> headers) {
        String left = headers.get("x-ratelimit-remaining");
        return left == null
                ? List.of()
                : List.of(new BudgetReading("app", left, headers.getOrDefault("x-ratelimit-limit", "")));
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return IntercomFailures.classify(status, headers, body, context.clock());
    }
}
