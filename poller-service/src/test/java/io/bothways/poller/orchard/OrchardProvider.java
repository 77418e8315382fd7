package io.bothways.poller.orchard;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.descriptor.Api;
import io.bothways.connector.descriptor.Horizons;
import io.bothways.connector.descriptor.Limits;
import io.bothways.connector.descriptor.Reading;
import io.bothways.connector.descriptor.Reading.Changes;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import java.time.Duration;
import java.util.Set;

/** The way into orchards. */
public final class OrchardProvider implements ConnectorProvider {
    @Override
    public ConnectorDescriptor descriptor() {
        return ConnectorDescriptor.of("orchard", "Orchard")
                .api(Api.of("v1", "http://orchard.test"))
                .credentials("token")
                .reading(Reading.of(Orchard.PAGE, 3).withChanges(Changes.of(Orchard.PAGE, Duration.ofMillis(1))))
                .horizons(Horizons.of(Duration.ofSeconds(5)))
                .limits(Limits.of(4))
                .abilities(Set.of(SchemaReader.class, RecordListing.class, ChangeSource.class, RecordReader.class));
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return Orchard.at(context.baseUri()).connector();
    }
}
