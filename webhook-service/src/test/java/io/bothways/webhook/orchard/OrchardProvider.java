package io.bothways.webhook.orchard;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** The way into orchards. */
public final class OrchardProvider implements ConnectorProvider {
    @Override
    public ConnectorDescriptor descriptor() {
        return new ConnectorDescriptor(
                "orchard",
                "Orchard",
                "v1",
                LocalDate.MAX,
                "http://orchard.test",
                List.of(List.of("token")),
                10,
                10,
                Orchard.BATCH,
                10,
                10,
                10,
                true,
                Duration.ZERO,
                Duration.ofSeconds(5),
                4,
                List.of());
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return Orchard.at(context.baseUri()).connector();
    }
}
