package io.bothways.status;

import io.bothways.status.store.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/** What is counted of telling. */
@ApplicationScoped
public class StatusMeters {
    /** Activity messages that were entered or parked. */
    public static final String ACTIVITY = "bothways.status.activity";

    /** Time since the newest activity was sent: polls are told even when they find nothing, so it stays small. */
    public static final String ACTIVITY_AGE = "bothways.status.activity.age";

    /** Record pairs by object and state, over all connections. */
    public static final String RECORDS = "bothways.status.records";

    private static final Logger LOG = Logger.getLogger(StatusMeters.class);

    private final Database database;
    private final Counter activity;
    private final MultiGauge records;
    private final AtomicLong newest;

    StatusMeters(MeterRegistry registry, Database database, Clock clock) {
        this.database = database;
        newest = new AtomicLong(clock.millis());
        activity = Counter.builder(ACTIVITY)
                .description("Activity messages that were entered or parked")
                .register(registry);
        TimeGauge.builder(ACTIVITY_AGE, newest, TimeUnit.MILLISECONDS, sent -> Math.max(0, clock.millis() - sent.get()))
                .description("Time since the newest activity was sent")
                .register(registry);
        records = MultiGauge.builder(RECORDS)
                .description("Record pairs by object and state")
                .register(registry);
    }

    void heard(ConsumerRecords<String, byte[]> batch) {
        activity.increment(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            newest.accumulateAndGet(record.timestamp(), Math::max);
        }
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void countRecords() {
        try {
            List<MultiGauge.Row<?>> rows = database.list(
                    row -> MultiGauge.Row.of(
                            Tags.of("object", row.getString(1), "state", row.getString(2).toLowerCase(Locale.ROOT)),
                            row.getLong(3)),
                    "SELECT object, state, count(*) FROM status.record_state GROUP BY object, state");
            records.register(rows, true);
        } catch (RuntimeException failed) {
            LOG.warnf("records cannot be counted now: %s", failed.getMessage());
        }
    }
}
