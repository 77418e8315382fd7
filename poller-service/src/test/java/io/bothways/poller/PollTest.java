package io.bothways.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.ChangeEvent.RecordChanged;
import io.bothways.poller.Office.Desk;
import io.bothways.poller.orchard.Orchard;
import io.bothways.poller.schedule.Schedules;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(FastPolls.class)
class PollTest extends OnRealServers {
    @Inject
    DataSource database;

    @Inject
    PollFlow flow;

    @Test
    void anIdlePollIsOneCallAndPublishesNothing() {
        Desk desk = office.open(0);
        listed(desk);

        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).hasSizeGreaterThan(4));

        // One call belongs to the listing's catch-up; a poll may be under way.
        long polls = told(desk, Activity.Polled.class).size();
        assertThat(desk.orchard().calls("changes") - 1).isBetween(polls, polls + 1);
        assertThat(desk.orchard().calls("list")).isEqualTo(1);
        assertThat(published(live, desk, RecordChanged.class)).isEmpty();
    }

    @Test
    void isNotPolledBeforeItWasListed() {
        Desk desk = office.open(3);
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT count(*) FROM poller.scheduled_tasks WHERE task_instance = ?",
                        desk.account() + "/trees"))
                .isEqualTo("1"));
        Desk another = office.open(0);
        listed(another);
        Eventually.holds(() -> assertThat(told(another, Activity.Polled.class)).hasSizeGreaterThan(3));

        assertThat(desk.orchard().calls()).isEmpty();
    }

    @Test
    void publishesAnEditAndPollsFasterAfterIt() {
        Desk desk = office.open(3);
        listed(desk);

        desk.orchard().plant("t00001", "edited", Instant.now());

        Eventually.holds(() -> assertThat(ids(live, desk)).contains("t00001"));
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class))
                .extracting(Activity.Polled::intervalReason)
                .contains("changes are coming"));
        Eventually.holds(() -> assertThat(told(desk, Activity.RunFinished.class)).anySatisfy(run -> {
            assertThat(run.kind()).isEqualTo(RunKind.POLL);
            assertThat(run.calls()).isEqualTo(Map.of("changes", 1L));
        }));
    }

    @Test
    void saysNothingOfAnEditThatMergeHasAcknowledged() {
        Desk desk = office.open(3);
        listed(desk);
        desk.orchard().plant("t00001", "edited", Instant.now());
        Eventually.holds(() -> assertThat(ids(live, desk)).contains("t00001"));

        office.merged(desk, "t00001");

        // The app's query is inclusive, so it gives the record with every poll from now on.
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class))
                .anyMatch(polled -> polled.intervalReason().startsWith("quiet") && polled.records() == 1));
    }

    @Test
    void readsMoreThanAPageOfEditsWithOneTimestamp() {
        Desk desk = office.open(0);
        listed(desk);
        Instant now = Instant.now();
        for (int tree = 0; tree < 35; tree++) {
            desk.orchard().plant("n" + (100 + tree), "new", now);
        }

        Eventually.holds(() -> assertThat(ids(live, desk)).hasSizeGreaterThanOrEqualTo(35));
        assertThat(ids(live, desk).stream().distinct()).hasSize(35);
    }

    @Test
    void leavesTheCursorWhereItIsWhenTheBrokerDoesNotTakeTheChange() throws Exception {
        Desk desk = office.open(3);
        listed(desk);
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).isNotEmpty());
        String before = office.position(desk);
        try {
            // More than a batch, else the producer splits batches in vain.
            limitMessages(new AlterConfigOp(new ConfigEntry("max.message.bytes", "200000"), OpType.SET));
            long calls = desk.orchard().calls("changes");
            desk.orchard().plant("t00001", incompressible(600_000), Instant.now());
            Eventually.holds(() -> assertThat(desk.orchard().calls("changes")).isGreaterThan(calls + 2));

            assertThat(office.position(desk)).isEqualTo(before);
            assertThat(ids(live, desk)).doesNotContain("t00001");
        } finally {
            limitMessages(new AlterConfigOp(new ConfigEntry("max.message.bytes", ""), OpType.DELETE));
        }

        Eventually.holds(() -> assertThat(ids(live, desk)).contains("t00001"));
        Eventually.holds(() -> assertThat(office.position(desk)).isNotEqualTo(before));
    }

    @Test
    void replicasShareThePollsAndNeverPollATypeTwiceAtOnce() {
        Desk desk = office.open(0);
        desk.orchard().weather(call -> LockSupport.parkNanos(Duration.ofMillis(100).toNanos()));
        try (Schedules replica = new Schedules(database, flow, 8, Duration.ofSeconds(1))) {
            replica.start();
            listed(desk);

            Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).hasSizeGreaterThan(5));
        }

        long polls = told(desk, Activity.Polled.class).size();
        assertThat(desk.orchard().mostAtOnce()).isEqualTo(1);
        assertThat(desk.orchard().calls("changes") - 1).isBetween(polls, polls + 1);
    }

    @Test
    void anExpiredCursorLeadsToAListingByItself() {
        Desk desk = office.open(25);
        listed(desk);
        AtomicBoolean expired = new AtomicBoolean();
        desk.orchard().weather(call -> {
            if (call.startsWith("changes") && expired.compareAndSet(false, true)) {
                throw Orchard.failure(FailureKind.CURSOR_EXPIRED, "CURSOR_EXPIRED", 400, Optional.empty());
            }
        });

        Eventually.holds(() -> assertThat(told(desk, Activity.RunFinished.class))
                .filteredOn(run -> run.kind() == RunKind.LISTING)
                .hasSize(2));
        assertThat(desk.orchard().calls("list")).isEqualTo(6);
        Eventually.holds(() -> assertThat(office.position(desk)).isNotEmpty());
        int polls = told(desk, Activity.Polled.class).size();
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).hasSizeGreaterThan(polls));
    }

    @Test
    void waitsUntilTheAppsOwnTimeWhenItThrottles() {
        Desk desk = office.open(0);
        listed(desk);
        AtomicReference<Instant> until = new AtomicReference<>();
        List<Instant> tooEarly = new CopyOnWriteArrayList<>();
        desk.orchard().weather(call -> {
            Instant now = Instant.now();
            if (until.compareAndSet(null, now.plusSeconds(2))) {
                throw Orchard.failure(FailureKind.RATE_LIMITED, "RATE_LIMITED", 429, Optional.of(until.get()));
            }
            if (now.isBefore(until.get())) {
                tooEarly.add(now);
            }
        });

        Eventually.holds(() -> assertThat(until.get()).isNotNull().isBefore(Instant.now()));
        long answered = told(desk, Activity.Polled.class).size();
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).hasSizeGreaterThan((int) answered));

        assertThat(tooEarly).isEmpty();
        assertThat(told(desk, Activity.AccountParked.class)).hasSize(1);
        assertThat(told(desk, Activity.AccountFailed.class)).isEmpty();
    }

    @Test
    void tellsOnceThatAnAccountHasToBeReconnected() {
        Desk desk = office.open(0);
        listed(desk);
        AtomicBoolean revoked = new AtomicBoolean(true);
        desk.orchard().weather(call -> {
            if (revoked.get()) {
                throw Orchard.failure(FailureKind.REAUTHORIZE, "REAUTHORIZE", 401, Optional.empty());
            }
        });
        // Each failed poll is two calls: a refused token is renewed once.
        long before = desk.orchard().calls("changes");
        Eventually.holds(() -> assertThat(desk.orchard().calls("changes")).isGreaterThan(before + 4));

        assertThat(told(desk, Activity.AccountFailed.class)).hasSize(1);
        assertThat(told(desk, Activity.AccountFailed.class).getFirst().reconnect()).isTrue();

        revoked.set(false);
        int answered = told(desk, Activity.Polled.class).size();
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).hasSizeGreaterThan(answered + 2));
        assertThat(told(desk, Activity.AccountRecovered.class)).hasSize(1);
    }

    @Test
    void anAccountThatIsNotConnectedIsLeftAloneAndPolledAgainOnceItIs() {
        Desk desk = office.open(0);
        listed(desk);
        // Also where the pause is over before anybody but the poll has seen it, which is a matter of chance.
        for (int pause = 0; pause < 3; pause++) {
            office.setState(desk.account(), "PAUSED");
            Eventually.holds(() -> assertThat(office.ask(
                            "SELECT count(*) FROM poller.scheduled_tasks WHERE task_instance = ?",
                            desk.account() + "/trees"))
                    .isEqualTo("0"));
            long calls = desk.orchard().calls("changes");

            office.setState(desk.account(), "CONNECTED");

            Eventually.holds(() -> assertThat(desk.orchard().calls("changes")).isGreaterThan(calls));
        }
    }

    @Test
    void anAccountThatIsToBePolledMoreOftenIsNotLeftWaitingForThePollOfItsOldInterval() {
        Desk desk = office.open(0);
        listed(desk);
        office.setPollInterval(desk.account(), Duration.ofHours(24));
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class))
                .anySatisfy(polled -> assertThat(polled.interval()).isGreaterThan(Duration.ofHours(20))));
        int rare = told(desk, Activity.Polled.class).size();

        office.setPollInterval(desk.account(), Duration.ofMillis(500));

        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).hasSizeGreaterThan(rare + 1));
    }

    @Test
    void everyMeterOfPollingIsThere() {
        Desk desk = office.open(1);
        listed(desk);
        office.merged(desk, "t00000");
        desk.orchard().plant("t00000", "edited", Instant.now());

        Eventually.holds(() -> assertThat(RestAssured.get("/q/metrics").asString())
                .contains("bothways_poll_duration_seconds_count{")
                .contains("bothways_poll_age_seconds{connector=\"orchard\"")
                .contains("bothways_change_published_total{connector=\"orchard\",object=\"trees\",source=\"poll\"")
                .contains("bothways_change_published_total{connector=\"orchard\",object=\"trees\",source=\"listing\"")
                .contains("bothways_poll_suppressed_total{"));
    }

    private void limitMessages(AlterConfigOp change) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CHANGES);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = Map.of(topic, List.of(change));
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    private static String incompressible(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(Long.MAX_VALUE), 36));
        }
        return text.toString();
    }
}
