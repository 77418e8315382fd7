package io.bothways.connector.pipedrive;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.descriptor.Api;
import io.bothways.connector.descriptor.Budget;
import io.bothways.connector.descriptor.Deletions;
import io.bothways.connector.descriptor.Deletions.Rung;
import io.bothways.connector.descriptor.Deletions.Source;
import io.bothways.connector.descriptor.Horizons;
import io.bothways.connector.descriptor.Limits;
import io.bothways.connector.descriptor.Pushes;
import io.bothways.connector.descriptor.Pushes.Payload;
import io.bothways.connector.descriptor.Pushes.Proof;
import io.bothways.connector.descriptor.Reading;
import io.bothways.connector.descriptor.Reading.Changes;
import io.bothways.connector.descriptor.Writing;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSubscriptions;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way in. */
public final class PipedriveProvider implements ConnectorProvider {
    /** Where calls with a user's API token go; an OAuth token names the company's own host. */
    private static final String API_HOST = "https://api.pipedrive.com";

    static final int PAGE = 500;
    static final int BATCH = 100;
    /** Assumed: the vendor tells no lag, neither of its search nor of a record that is stamped before it shows. */
    static final Duration INDEX_LAG = Duration.ofSeconds(30);

    private static final Duration BURST = Duration.ofSeconds(2);
    /** The vendor's {@code x-token-cost}; version 1 costs twice of what version 2 does. */
    private static final Map<String, Long> COSTS = Map.ofEntries(
            Map.entry("list", 10L),
            Map.entry("archived", 20L),
            Map.entry("search", 20L),
            Map.entry("read", 1L),
            Map.entry("create", 5L),
            Map.entry("update", 5L),
            Map.entry("delete", 3L),
            Map.entry("v1_list", 20L),
            Map.entry("v1_archived", 40L),
            Map.entry("v1_read", 2L),
            Map.entry("v1_create", 10L),
            Map.entry("v1_update", 10L),
            Map.entry("v1_delete", 6L));

    private static final ConnectorDescriptor DESCRIPTOR = ConnectorDescriptor.of("pipedrive", "Pipedrive")
            .api(Api.of("v2", API_HOST))
            .credentials("api_token")
            .credentials("refresh_token", "client_id", "client_secret")
            .reading(Reading.of(PAGE, BATCH).withChanges(Changes.of(PAGE, Duration.ofSeconds(1))))
            .writing(Writing.single())
            .deletions(Deletions.by(Rung.of(Source.WEBHOOK)))
            .pushes(new Pushes(Proof.BASIC, Payload.HINT, Optional.empty(), Duration.ofSeconds(3)))
            // The smallest plan with one seat: an account's settings name what its own plan grants.
            .limits(Limits.of(
                    10,
                    Budget.rolling("burst", 20, BURST),
                    Budget.rolling("search", 10, BURST).forEndpoint("search"),
                    Budget.rolling("daily_tokens", 30_000, Duration.ofDays(1)).costing(COSTS)))
            .horizons(Horizons.of(Duration.ofSeconds(30)).withIndexLag(INDEX_LAG))
            .abilities(Set.of(
                    SchemaReader.class,
                    RecordListing.class,
                    ChangeSource.class,
                    RecordReader.class,
                    KeyLookup.class,
                    RecordWriter.class,
                    RecordDeletion.class,
                    WebhookSource.class,
                    WebhookSubscriptions.class));

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new PipedriveConnector(context);
    }
}
