package io.bothways.poller.orchard;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.descriptor.Api;
import io.bothways.connector.descriptor.Horizons;
import io.bothways.connector.descriptor.Limits;
import io.bothways.connector.descriptor.Pushes;
import io.bothways.connector.descriptor.Reading;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way into orchards that cannot be asked what has changed: they push it. */
public final class GroveProvider implements ConnectorProvider {
    @Override
    public ConnectorDescriptor descriptor() {
        return ConnectorDescriptor.of("grove", "Grove")
                .api(Api.of("v1", "http://grove.test"))
                .credentials("token")
                .reading(Reading.of(Orchard.PAGE, 3))
                .pushes(new Pushes(
                        Pushes.Proof.SHARED_KEY, Pushes.Payload.RECORD, Optional.empty(), Duration.ZERO))
                .horizons(Horizons.of(Duration.ofSeconds(5)))
                .limits(Limits.of(4))
                .abilities(Set.of(
                        SchemaReader.class, RecordListing.class, RecordReader.class, WebhookSource.class));
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return Orchard.at(context.baseUri()).grove();
    }
}
