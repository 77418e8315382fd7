package io.bothways.connector.template;

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
import io.bothways.connector.descriptor.Writing;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way in, found by ServiceLoader: what the app can do, in values. */
public final class TemplateProvider implements ConnectorProvider {
    static final int PAGE = 100;

    private static final ConnectorDescriptor DESCRIPTOR = ConnectorDescriptor.of("template", "Template")
            .api(Api.of("1", "https://api.cardbox.example"))
            .credentials("access_token")
            .reading(Reading.of(PAGE, 1))
            .writing(Writing.single().telling(true))
            .deletions(Deletions.by(Rung.of(Source.WEBHOOK)))
            .pushes(new Pushes(
                    Proof.HMAC_SHA256, Payload.HINT, Optional.of(TemplateWebhooks.FRESH), Duration.ofSeconds(2)))
            .limits(Limits.of(4, Budget.rolling("minute", 300, Duration.ofMinutes(1))))
            .horizons(Horizons.of(Duration.ofSeconds(20)).withServerTimeout(Duration.ofSeconds(40)))
            .abilities(Set.of(
                    SchemaReader.class,
                    RecordListing.class,
                    RecordCount.class,
                    RecordReader.class,
                    RecordWriter.class,
                    RecordDeletion.class,
                    WebhookSource.class));

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new TemplateConnector(context);
    }
}
