package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Abilities;
import io.bothways.connector.Authentication;
import io.bothways.connector.BudgetReading;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.failure.ConnectorFailure;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One Pipedrive company, seen with the eyes of one of its users. Nothing lists deleted persons and organizations:
 * webhooks and sweeps tell them, and the incremental query those of deals.
 */
final class PipedriveConnector implements Connector {
    private final ConnectorContext context;
    private final PipedriveApi api;
    private final Abilities abilities;
    /** The spent budget of a day comes back at midnight; learnt with the identity. */
    private volatile Optional<ZoneId> zone = Optional.empty();

    PipedriveConnector(ConnectorContext context) {
        this.context = context;
        this.api = context.client(PipedriveApi.class);
        PipedriveRecords records = new PipedriveRecords(api);
        PipedriveSchema schema = new PipedriveSchema(api, context.clock());
        this.abilities = Abilities.of(
                schema,
                new PipedriveChanges(records, schema, context.clock()),
                new PipedriveReader(api, records, schema),
                new PipedriveWriter(api, records, schema),
                new PipedriveWebhooks(),
                new PipedriveSubscriptions(api));
    }

    @Override
    public Identity identify() {
        JsonNode user = PipedriveRecords.data(api.me());
        String company = user.path("company_id").asText();
        try {
            zone = Optional.of(ZoneId.of(user.path("timezone_name").asText("UTC")));
        } catch (DateTimeException unknownZone) {
            zone = Optional.empty();
        }
        return new Identity(
                company,
                "Pipedrive " + user.path("company_name").asText(company),
                zone.map(ZoneId::getId).orElse("UTC"));
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public Authentication authentication() {
        return new PipedriveAuthentication(context);
    }

    /** The other headers tell of the burst or of the search, whichever the call counts against, without saying which. */
    @Override
    public List<BudgetReading> budgets(Map<String, String> headers) {
        String left = headers.get("x-daily-ratelimit-token-remaining");
        return left == null
                ? List.of()
                : List.of(new BudgetReading(
                        "daily_tokens", left, headers.getOrDefault("x-daily-ratelimit-token-limit", "")));
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return PipedriveFailures.classify(status, headers, body, context.clock(), zone);
    }
}
