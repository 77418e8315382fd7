package io.bothways.connector.hubspot;

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
import io.bothways.connector.descriptor.Writing.ClearToken;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way in. */
public final class HubSpotProvider implements ConnectorProvider {
    static final int LIST_PAGE = 100;
    static final int SEARCH_PAGE = 200;
    static final int BATCH = 100;
    /** Seconds as a rule; threads with the vendor report up to half a minute. */
    static final Duration INDEX_LAG = Duration.ofSeconds(30);
    /** A query ends there with an error (vendor's search guide). */
    static final int RESULT_CAP = 10_000;
    /** The webhook of a merge may be retried; the survivor names its losers as soon as it is read. */
    private static final Duration COMBINE = Duration.ofMinutes(1);

    private static final ConnectorDescriptor DESCRIPTOR = ConnectorDescriptor.of("hubspot", "HubSpot")
            .products("CRM", "Marketing", "Service")
            .api(Api.of("v3", "https://api.hubapi.com"))
            .credentials("access_token")
            .credentials("refresh_token", "client_id", "client_secret")
            .reading(Reading.of(LIST_PAGE, BATCH)
                    .withTick(Duration.ofMillis(1))
                    .withChanges(Changes.of(SEARCH_PAGE, Duration.ofMillis(1)).withCap(RESULT_CAP)))
            .writing(Writing.batches(BATCH).telling(true).withClear(ClearToken.EMPTY_TEXT))
            .deletions(Deletions.by(Rung.of(Source.WEBHOOK)))
            .pushes(new Pushes(
                    Proof.HMAC_SHA256, Payload.HINT, Optional.of(HubSpotWebhooks.FRESH), Duration.ofSeconds(3)))
            .limits(Limits.of(
                    10,
                    Budget.rolling("rolling", 190, Duration.ofSeconds(10)),
                    Budget.rolling("search", 5, Duration.ofSeconds(1)).forEndpoint("search"),
                    Budget.daily("daily", 650_000)))
            .horizons(Horizons.of(Duration.ofSeconds(30)).withIndexLag(INDEX_LAG).withCombine(COMBINE))
            .abilities(Set.of(
                    SchemaReader.class,
                    RecordListing.class,
                    ChangeSource.class,
                    RecordReader.class,
                    KeyLookup.class,
                    RecordCount.class,
                    RecordWriter.class,
                    RecordDeletion.class,
                    RecordRelations.class,
                    WebhookSource.class));

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new HubSpotConnector(context);
    }
}
