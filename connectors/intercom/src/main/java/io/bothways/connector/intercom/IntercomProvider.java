package io.bothways.connector.intercom;

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
import io.bothways.connector.descriptor.Reading.Zone;
import io.bothways.connector.descriptor.Writing;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordRestore;
import io.bothways.connector.write.RecordWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way in. */
public final class IntercomProvider implements ConnectorProvider {
    /** The first version in which the id of a contact that was merged away leads to the survivor. */
    static final String VERSION = "2.16";

    /** The most contacts of a page, listed or found. */
    static final int PAGE = 150;
    /** The search tells days apart, no less (vendor's specification, "Searching for Timestamp Fields"). */
    static final Duration GRANULARITY = Duration.ofDays(1);
    /** "Can take a few minutes" until a new contact is found (vendor's specification of contact search). */
    static final Duration INDEX_LAG = Duration.ofMinutes(5);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    /** 10,000 a minute, which the app spreads over windows of ten seconds. */
    private static final int CALLS_PER_WINDOW = 1_666;
    private static final int CALLS_AT_ONCE = 10;
    /** A webhook that failed is sent again after a minute; the old id leads to the survivor at once. */
    private static final Duration COMBINE = Duration.ofMinutes(2);

    private static final ConnectorDescriptor DESCRIPTOR = ConnectorDescriptor.of("intercom", "Intercom")
            .api(Api.of(VERSION, "https://api.intercom.io"))
            .credentials("access_token")
            .reading(Reading.of(PAGE, 1)
                    .withTick(TICK)
                    .withChanges(Changes.of(PAGE, GRANULARITY).withZone(Zone.ACCOUNT)))
            .writing(Writing.single())
            .deletions(Deletions.by(Rung.of(Source.WEBHOOK)))
            .pushes(new Pushes(Proof.HMAC_SHA1, Payload.HINT, Optional.empty(), Duration.ofSeconds(2)))
            .limits(new Limits(
                    Limits.of(1, Budget.rolling("app", CALLS_PER_WINDOW, WINDOW)).budgets(),
                    CALLS_AT_ONCE,
                    // One scroll may be open in a workspace.
                    Map.of("companies_scroll", 1)))
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
                    RecordRestore.class,
                    RecordRelations.class,
                    WebhookSource.class));

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new IntercomConnector(context);
    }
}
