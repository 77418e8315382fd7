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
import io.bothways.connector.webhook.WebhookSubscriptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way into vineyards that push only when they are asked to. */
public final class MeadowProvider implements ConnectorProvider {
    @Override
    public ConnectorDescriptor descriptor() {
        return ConnectorDescriptor.of("meadow", "Meadow")
                .api(Api.of("v1", "http://meadow.test"))
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
                        WebhookSource.class,
                        WebhookSubscriptions.class));
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return Orchard.at(context.baseUri()).meadow();
    }
}
