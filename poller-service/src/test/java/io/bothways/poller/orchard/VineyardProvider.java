package io.bothways.poller.orchard;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.descriptor.Api;
import io.bothways.connector.descriptor.Deletions;
import io.bothways.connector.descriptor.Deletions.Rung;
import io.bothways.connector.descriptor.Deletions.Source;
import io.bothways.connector.descriptor.Horizons;
import io.bothways.connector.descriptor.Limits;
import io.bothways.connector.descriptor.Pushes;
import io.bothways.connector.descriptor.Reading;
import io.bothways.connector.descriptor.Reading.Changes;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way into orchards that keep a book of what was felled and grafted, and push. */
public final class VineyardProvider implements ConnectorProvider {
    @Override
    public ConnectorDescriptor descriptor() {
        return ConnectorDescriptor.of("vineyard", "Vineyard")
                .api(Api.of("v1", "http://vineyard.test"))
                .credentials("token")
                .reading(Reading.of(Orchard.PAGE, 3).withChanges(Changes.of(Orchard.PAGE, Duration.ofMillis(1))))
                .pushes(new Pushes(Pushes.Proof.SHARED_KEY, Pushes.Payload.HINT, Optional.empty(), Duration.ZERO))
                .deletions(Deletions.by(Rung.of(Source.FEED, Duration.ofDays(15))))
                .horizons(Horizons.of(Duration.ofSeconds(5)))
                .limits(Limits.of(4))
                .abilities(Set.of(
                        SchemaReader.class,
                        RecordListing.class,
                        ChangeSource.class,
                        DeletionSource.class,
                        RecordReader.class,
                        WebhookSource.class));
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return Orchard.at(context.baseUri()).vineyard();
    }
}
