package io.bothways.connector.salesforce;

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
import io.bothways.connector.descriptor.Writing.Marker;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way in. */
public final class SalesforceProvider implements ConnectorProvider {
    static final int PAGE = 2_000;
    static final int RETRIEVE = 2_000;
    static final int COLLECTION = 200;
    /** A record is stamped before its transaction commits, and shows only then. */
    static final Duration COMMIT_LAG = Duration.ofSeconds(10);
    /** Deleted records stay there, and in queries that ask for them, unless somebody empties it. */
    private static final Duration RECYCLE_BIN = Duration.ofDays(15);

    private static final ConnectorDescriptor DESCRIPTOR = ConnectorDescriptor.of("salesforce", "Salesforce")
            .api(Api.of(SalesforceApi.VERSION, "https://login.salesforce.com"))
            .credentials("client_id", "client_secret")
            .credentials("client_id", "client_secret", "refresh_token")
            .reading(Reading.of(PAGE, RETRIEVE).withChanges(Changes.of(PAGE, Duration.ofSeconds(1))))
            .writing(Writing.batches(COLLECTION).withReadBackPage(RETRIEVE).withMarker(Marker.UPSERT))
            .deletions(Deletions.by(Rung.of(Source.CHANGES, RECYCLE_BIN)))
            .pushes(new Pushes(Proof.NAMED_ACCOUNT, Payload.HINT, Optional.empty(), Duration.ofSeconds(3)))
            .limits(Limits.of(
                    10,
                    Budget.rolling("daily", 100_000, Duration.ofDays(1)),
                    Budget.rolling("burst", 500, Duration.ofSeconds(10))))
            .horizons(Horizons.of(Duration.ofSeconds(60)).withIndexLag(COMMIT_LAG))
            .abilities(Set.of(
                    SchemaReader.class,
                    RecordListing.class,
                    ChangeSource.class,
                    RecordReader.class,
                    KeyLookup.class,
                    RecordCount.class,
                    RecordWriter.class,
                    RecordUpsert.class,
                    RecordDeletion.class,
                    RecordRelations.class,
                    WebhookSource.class));

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new SalesforceConnector(context);
    }
}
