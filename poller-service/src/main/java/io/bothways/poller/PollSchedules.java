package io.bothways.poller;

import io.bothways.poller.schedule.Schedules;
import io.bothways.runtime.messages.Persistence;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** This replica's share of the scheduled work: begins after the migrations, before the channels. */
@ApplicationScoped
class PollSchedules {
    private static final Logger LOG = Logger.getLogger(PollSchedules.class);
    private static final Duration ENROLLED_EVERY = Duration.ofSeconds(2);
    private static final Duration MEASURED_EVERY = Duration.ofSeconds(5);
    private static final Duration MENDED_EVERY = Duration.ofMinutes(1);

    private final DataSource database;
    private final PollConfig config;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("enrolment").daemon().factory());
    private Optional<Schedules> running = Optional.empty();

    PollSchedules(DataSource database, PollConfig config) {
        this.database = database;
        this.config = config;
    }

    Schedules get() {
        return running.orElseThrow(() -> new IllegalStateException("the schedules have not begun"));
    }

    void begin(@Observes @Priority(100) StartupEvent started, PollFlow flow, Persistence persistence) {
        Schedules schedules = new Schedules(database, flow, config.concurrency(), config.heartbeat());
        running = Optional.of(schedules);
        persistence.untilDone("scheduling what is unfinished", flow::mend);
        schedules.start();
        every(ENROLLED_EVERY, flow::enrol);
        every(MEASURED_EVERY, flow::measure);
        every(MENDED_EVERY, flow::mend);
    }

    private void every(Duration period, Runnable work) {
        timer.scheduleWithFixedDelay(() -> quietly(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A timer that throws never comes again; the next turn does it. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warnf("enrolling polls failed, trying again: %s", failed);
        }
    }

    /** While what the work needs is still there. */
    void end(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
        running.ifPresent(Schedules::close);
    }
}
