package io.bothways.connector.dataverse;

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
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way in. */
public final class DataverseProvider implements ConnectorProvider {
    static final int PAGE = 2_000;
    /** Keys in a filter, which stands in an address. */
    static final int READ = 100;
    /** The vendor takes 1,000 and advises far fewer: the parts run one after the other. */
    static final int BATCH = 100;
    /** A delta link is good for so long unless the organisation says otherwise (ExpireChangeTrackingInDays). */
    static final Duration TRACKED = Duration.ofDays(7);

    private static final ConnectorDescriptor DESCRIPTOR = ConnectorDescriptor.of("dataverse", "Microsoft Dataverse")
            .products("Dynamics 365", "Power Apps")
            .api(Api.of(DataverseApi.VERSION, "https://yourorg.crm.dynamics.com"))
            .credentials("tenant_id", "client_id", "client_secret")
            .credentials("tenant_id", "client_id", "client_secret", "refresh_token")
            .credentials("tenant_id", "client_id", "client_secret", "authority")
            .credentials("tenant_id", "client_id", "client_secret", "refresh_token", "authority")
            .reading(Reading.of(PAGE, READ).withChanges(Changes.of(PAGE, Duration.ofMillis(1))))
            .writing(Writing.batches(BATCH).telling(true).withReadBackPage(READ).withMarker(Marker.UPSERT))
            .deletions(Deletions.by(Rung.of(Source.CHANGES, TRACKED), Rung.of(Source.WEBHOOK)))
            .pushes(new Pushes(Proof.SHARED_KEY, Payload.HINT, Optional.empty(), Duration.ofSeconds(1)))
            .limits(Limits.of(10, Budget.rolling("service_protection", 6_000, Duration.ofMinutes(5))))
            .horizons(Horizons.of(Duration.ofSeconds(60)).withServerTimeout(Duration.ofMinutes(2)))
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
                    WebhookSource.class));

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new DataverseConnector(context);
    }
}
