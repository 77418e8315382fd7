package io.bothways.simulation.service;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.RecordRef;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.wire.Timeline;
import java.time.Instant;

/** Names and message heads, numbered instead of drawn, so that a seed gives the same ones again. */
public final class Words {
    public static final TenantId TENANT = new TenantId("tenant");
    public static final long EPOCH = 1;

    private final Timeline timeline;
    private long last;

    public Words(Timeline timeline) {
        this.timeline = timeline;
    }

    /** A name that nothing else has. */
    public String next(String prefix) {
        return prefix + ++last;
    }

    /** @param version the app's modified stamp, 0 where it tells none */
    MessageHead head(AccountId account, Cause.Kind cause, long version) {
        Instant now = timeline.instant();
        return new MessageHead(next("m"), TENANT, account, Cause.of(cause), EPOCH,
                version > 0 ? Instant.ofEpochMilli(version) : now, now, "");
    }

    public static RecordRef ref(ModelApp app, Thing thing, String id) {
        return new RecordRef(app.account(), app.typeOf(thing), id);
    }
}
