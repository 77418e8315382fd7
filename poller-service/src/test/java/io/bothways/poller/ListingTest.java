package io.bothways.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.Cause;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent.ListingFinished;
import io.bothways.contracts.event.ChangeEvent.RecordChanged;
import io.bothways.poller.Office.Desk;
import io.bothways.poller.orchard.Orchard;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(FastPolls.class)
class ListingTest extends OnRealServers {
    @Test
    void listsEveryRecordOnceInPagesAndOneCatchUpCall() {
        Desk desk = office.open(25);

        Activity.RunFinished finished = listed(desk);

        assertThat(finished.records()).isEqualTo(25);
        assertThat(finished.published()).isEqualTo(25);
        assertThat(finished.calls()).isEqualTo(Map.of("list", 3L, "changes", 1L));
        assertThat(desk.orchard().calls("list")).isEqualTo(3);
        Eventually.holds(() -> assertThat(ids(backfill, desk)).hasSize(25).doesNotHaveDuplicates());
        assertThat(published(backfill, desk, RecordChanged.class)).allSatisfy(changed -> {
            assertThat(changed.snapshot().whole()).isTrue();
            assertThat(changed.head().cause()).isEqualTo(new Cause(Cause.Kind.LISTING, finished.run()));
            assertThat(changed.snapshot().evidence().answered()).isGreaterThan(changed.snapshot().evidence().asked());
        });
        assertThat(ids(live, desk)).isEmpty();
    }

    @Test
    void aLongListingIsComplete() {
        Desk desk = office.open(20_000);
        desk.orchard().page(100);

        Activity.RunFinished finished = listed(desk);

        assertThat(finished.calls()).isEqualTo(Map.of("list", 200L, "changes", 1L));
        assertThat(finished.published()).isEqualTo(20_000);
        Eventually.holds(() -> assertThat(published(backfill, desk, ListingFinished.class)).hasSize(4));
        assertThat(new HashSet<>(ids(backfill, desk))).hasSize(20_000);
    }

    @Test
    void saysOnEveryPartitionThatTheListingIsComplete() {
        Desk desk = office.open(3);

        Activity.RunFinished finished = listed(desk);

        Eventually.holds(() -> assertThat(published(backfill, desk, ListingFinished.class)).hasSize(4));
        assertThat(published(backfill, desk, ListingFinished.class))
                .extracting(ListingFinished::partition)
                .containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(published(backfill, desk, ListingFinished.class)).allSatisfy(copy -> {
            assertThat(copy.run()).isEqualTo(finished.run());
            assertThat(copy.records()).isEqualTo(3);
            assertThat(copy.partitions()).isEqualTo(4);
        });
    }

    @Test
    void catchesUpWithWhatWasModifiedBehindItsBack() {
        Desk desk = office.open(25);
        desk.orchard().weather(call -> {
            if (call.equals("list t00019")) {
                desk.orchard().plant("t00001", "grown", Instant.now());
            }
        });

        listed(desk);

        Eventually.holds(() -> assertThat(ids(backfill, desk)).hasSize(26));
        assertThat(ids(backfill, desk)).filteredOn("t00001"::equals).hasSize(2);
    }

    @Test
    void goesOnFromItsLastDurablePageWhenItWasEndedAnywhere() {
        Desk desk = office.open(200);
        AtomicBoolean ended = new AtomicBoolean();
        desk.orchard().weather(call -> {
            LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
            if (call.equals("list t00149") && ended.compareAndSet(false, true)) {
                // Not a failed call, which the listing would answer: the work itself breaks off.
                throw new AssertionError("struck by lightning");
            }
        });

        Activity.RunFinished finished = listed(desk);

        assertThat(finished.records()).isEqualTo(200);
        Eventually.holds(() -> assertThat(new HashSet<>(ids(backfill, desk))).hasSize(200));
        assertThat(desk.orchard().calls()).filteredOn("list "::equals).hasSize(1);
        assertThat(desk.orchard().calls("list")).isBetween(21L, 30L);
        assertThat(told(desk, Activity.RunStarted.class)).hasSize(1);
    }

    @Test
    void anotherReplicaTakesOverWhatADeadOneHadBegun() {
        Desk desk = office.open(25);
        String run = "run-of-the-dead-" + desk.account();
        String key = Office.TENANT + "/" + run;
        // What a replica leaves behind that was killed after its first page: its row, its place, its old heartbeat.
        office.run(
                "INSERT INTO poller.listing (tenant, run, account, type, requested_at, started_at, phase, checkpoint,"
                        + " records, published, list_calls)"
                        + " VALUES (?, ?, ?, 'trees', now(), now(), 'LIST', 't00009', 10, 10, 1)",
                Office.TENANT.value(),
                run,
                desk.account().value());
        office.run(
                "INSERT INTO poller.scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,"
                        + " last_heartbeat, version)"
                        + " VALUES ('listing', ?, now(), true, 'dead', now() - interval '1 hour', 1)",
                key);

        Activity.RunFinished finished = finished(desk, run);

        assertThat(finished.records()).isEqualTo(25);
        assertThat(desk.orchard().calls("list")).isEqualTo(2);
        Eventually.holds(() -> assertThat(ids(backfill, desk)).hasSize(15).doesNotContain("t00009"));
    }

    @Test
    void publishesNothingAgainThatMergeHolds() {
        Desk desk = office.open(25);
        listed(desk);
        String[] all = ids25();
        office.merged(desk, all);
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT count(*) FROM poller.known WHERE account = ?", desk.account().value()))
                .isEqualTo("25"));
        desk.orchard().plant("t00007", "another name", Instant.now().minusSeconds(60));

        Activity.RunFinished second = finished(desk, office.list(desk));

        assertThat(second.records()).isEqualTo(25);
        assertThat(second.published()).isEqualTo(1);
        // Merge has not said yet that it holds the new name: it is published until it does.
        assertThat(finished(desk, office.list(desk)).published()).isEqualTo(1);
    }

    @Test
    void aRecordThatIsAgainWhatMergeHeldIsPublishedWhileMergeHasAnotherReadingBeforeIt() {
        Desk desk = office.open(1);
        listed(desk);
        office.merged(desk, "t00000");
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT digest FROM poller.known WHERE account = ?", desk.account().value()))
                .isNotEmpty());
        desk.orchard().plant("t00000", "another name", Instant.now().minusSeconds(30));
        assertThat(finished(desk, office.list(desk)).published()).isEqualTo(1);

        desk.orchard().plant("t00000", "tree 0", Instant.now().minusSeconds(20));

        assertThat(finished(desk, office.list(desk)).published()).isEqualTo(1);
    }

    @Test
    void listsOneAfterTheOther() {
        Desk desk = office.open(25);
        desk.orchard().weather(call -> LockSupport.parkNanos(Duration.ofMillis(50).toNanos()));

        String first = office.list(desk);
        String second = office.list(desk);

        finished(desk, first);
        finished(desk, second);
        assertThat(desk.orchard().calls())
                .filteredOn(call -> call.startsWith("list"))
                .containsExactly("list ", "list t00009", "list t00019", "list ", "list t00009", "list t00019");
    }

    @Test
    void theSameRunIsListedOnceHoweverOftenItIsAskedFor() {
        Desk desk = office.open(5);
        String run = office.list(desk);
        finished(desk, run);

        office.list(desk, run);

        String later = office.list(desk);
        finished(desk, later);
        assertThat(desk.orchard().calls("list")).isEqualTo(2);
    }

    @Test
    void anExpiredPlaceBeginsTheListingAnew() {
        Desk desk = office.open(25);
        AtomicBoolean expired = new AtomicBoolean();
        desk.orchard().weather(call -> {
            if (call.equals("list t00019") && expired.compareAndSet(false, true)) {
                throw Orchard.failure(FailureKind.CURSOR_EXPIRED, "CURSOR_EXPIRED", 400, Optional.empty());
            }
        });

        Activity.RunFinished finished = listed(desk);

        assertThat(finished.records()).isEqualTo(25);
        assertThat(desk.orchard().calls()).filteredOn("list "::equals).hasSize(2);
    }

    @Test
    void aListingOfATypeThatNobodyMapsEndsWithAReason() {
        Desk desk = office.open(1);
        String run = "of-nothing-" + desk.account();
        office.listType(desk, run, "stones");

        assertThat(finished(desk, run).failures()).extracting(failure -> failure.code()).containsExactly("NOT_MAPPED");
    }

    private static String[] ids25() {
        String[] ids = new String[25];
        for (int tree = 0; tree < 25; tree++) {
            ids[tree] = "t%05d".formatted(tree);
        }
        return ids;
    }
}
