package io.bothways.connector.hubspot;

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
 * One HubSpot portal. It declares no source of deletions: the list of archived records has no modified filter, so each
 * look at it would cost the whole list; webhooks and sweeps tell deletions.
 */
final class HubSpotConnector implements Connector {
    private static final List<Told> TOLD = List.of(
            new Told("rolling", "x-hubspot-ratelimit-remaining", "x-hubspot-ratelimit-max"),
            new Told("daily", "x-hubspot-ratelimit-daily-remaining", "x-hubspot-ratelimit-daily"));

    /** The headers that tell of a budget. */
    private record Told(String budget, String left, String most) {}

    private final ConnectorContext context;
    private final HubSpotApi api;
    private final Abilities abilities;
    /** The daily limit ends at midnight there; learnt with the identity. */
    private volatile Optional<ZoneId> zone = Optional.empty();

    HubSpotConnector(ConnectorContext context) {
        this.context = context;
        this.api = context.client(HubSpotApi.class);
        HubSpotSchema schema = new HubSpotSchema(api, context.clock());
        BatchReading batch = new BatchReading(api);
        this.abilities = Abilities.of(
                schema,
                new HubSpotChanges(api, schema, batch, context.clock()),
                new HubSpotReader(api, schema, batch),
                new HubSpotWriter(api, schema, new PrimaryCompanies(api)),
                new HubSpotWebhooks());
    }

    @Override
    public Identity identify() {
        JsonNode account = api.account();
        String portal = account.path("portalId").asText();
        String zoneId = account.path("timeZone").asText("UTC");
        try {
            zone = Optional.of(ZoneId.of(zoneId));
        } catch (DateTimeException unknownZone) {
            zone = Optional.empty();
        }
        return new Identity(portal, "HubSpot " + portal, zone.map(ZoneId::getId).orElse("UTC"));
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public Authentication authentication() {
        return new HubSpotAuthentication(context);
    }

    /** Answers of the search carry none of these (developers.hubspot.com: usage guidelines). */
    @Override
    public List<BudgetReading> budgets(Map<String, String> headers) {
        return TOLD.stream()
                .filter(told -> headers.containsKey(told.left()))
                .map(told -> new BudgetReading(
                        told.budget(), headers.get(told.left()), headers.getOrDefault(told.most(), "")))
                .toList();
    }

    @Override
    public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
        return HubSpotFailures.classify(status, headers, body, context.clock(), zone);
    }
}
