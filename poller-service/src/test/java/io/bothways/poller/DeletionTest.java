package io.bothways.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.ChangeEvent.RecordDeleted;
import io.bothways.contracts.event.ChangeEvent.RecordsCombined;
import io.bothways.poller.Office.Desk;
import io.bothways.poller.orchard.Orchard;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Records that are gone, or live on in another one: told by a feed where the app has one, else by a sweep. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(FastPolls.class)
class DeletionTest extends OnRealServers {
    @Test
    void whatTheFeedTellsIsPublishedPageByPage() {
        Desk desk = office.open("vineyard", 8);
        listed(desk);

        for (String id : List.of("t00001", "t00003", "t00004", "t00006", "t00007")) {
            desk.orchard().fell(id);
        }

        Eventually.holds(() -> assertThat(deleted(live, desk))
                .contains("t00001", "t00003", "t00004", "t00006", "t00007"));
        Eventually.holds(() -> assertThat(deletionPosition(desk)).isEqualTo("5"));
        Eventually.holds(() -> assertThat(told(desk, Activity.RunFinished.class))
                .anySatisfy(run -> assertThat(run.calls()).containsKeys("changes", "deletions")));
    }

    @Test
    void M4aRecordThatTheAppCombinedIsToldAsLivingOnAndNotAsDeleted() {
        Desk desk = office.open("vineyard", 4);
        listed(desk);

        desk.orchard().graft("t00002", "t00001");

        Eventually.holds(() -> assertThat(published(live, desk, RecordsCombined.class))
                .anySatisfy(combined -> {
                    assertThat(combined.loser()).isEqualTo(desk.ref("t00002"));
                    assertThat(combined.survivor()).isEqualTo(desk.ref("t00001"));
                }));
        Eventually.holds(() -> assertThat(deletionPosition(desk)).isEqualTo("1"));
        assertThat(deleted(live, desk)).isEmpty();
    }

    @Test
    void M4aChangesQueryThatTellsWhereARecordLivesOnIsToldUntilMergeHoldsIt() {
        Desk desk = office.open(4);
        desk.orchard().tellGrafts();
        listed(desk);

        desk.orchard().graft("t00002", "t00001");

        Eventually.holds(() -> assertThat(published(live, desk, RecordsCombined.class))
                .isNotEmpty()
                .allSatisfy(combined -> {
                    assertThat(combined.loser()).isEqualTo(desk.ref("t00002"));
                    assertThat(combined.survivor()).isEqualTo(desk.ref("t00001"));
                }));
        assertThat(deleted(live, desk)).isEmpty();
        office.buried(desk, "t00002");
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT count(*) FROM poller.known WHERE account = ? AND id = 't00002' AND digest = ''",
                        desk.account().value()))
                .isEqualTo("1"));
        int polls = told(desk, Activity.Polled.class).size();
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).hasSizeGreaterThan(polls + 1));
        int combined = published(live, desk, RecordsCombined.class).size();
        Eventually.holds(() -> assertThat(told(desk, Activity.Polled.class)).hasSizeGreaterThan(polls + 4));
        assertThat(published(live, desk, RecordsCombined.class)).hasSize(combined);
    }

    @Test
    void whatWentWhileItWasListedIsToldByTheFirstPoll() {
        Desk desk = office.open("vineyard", 25);
        desk.orchard().weather(call -> {
            if (call.equals("list t00009")) {
                desk.orchard().fell("t00002");
            }
        });
        listed(desk);

        Eventually.holds(() -> assertThat(deleted(live, desk)).contains("t00002"));
    }

    @Test
    void afterACrashBeforeThePositionWasStoredOnlyWhatMergeDoesNotHoldIsToldAgain() {
        Desk desk = office.open("vineyard", 4);
        listed(desk);
        desk.orchard().fell("t00000");
        Eventually.holds(() -> assertThat(deleted(live, desk)).contains("t00000"));
        Eventually.holds(() -> assertThat(deletionPosition(desk)).isEqualTo("1"));
        office.buried(desk, "t00000");
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT count(*) FROM poller.known WHERE account = ? AND id = 't00000' AND digest = ''",
                        desk.account().value()))
                .isEqualTo("1"));

        pausePolls(desk);
        desk.orchard().fell("t00001");
        office.run("UPDATE poller.cursor SET deletions = '0' WHERE account = ?", desk.account().value());
        resumePolls(desk);

        Eventually.holds(() -> assertThat(deleted(live, desk)).contains("t00001"));
        assertThat(deleted(live, desk)).containsOnlyOnce("t00000");
    }

    @Test
    void aFeedThatDoesNotReachBackIsFollowedByASweepThatFindsWhatItLeftOut() {
        Desk desk = office.open("vineyard", 6);
        listed(desk);
        merged(desk, 6);
        pausePolls(desk);
        desk.orchard().fell("t00001");
        desk.orchard().graft("t00002", "t00003");
        desk.orchard().fell("t00004");
        desk.orchard().tearOut(2);

        resumePolls(desk);

        Eventually.holds(() -> assertThat(deleted(live, desk)).contains("t00004"));
        Eventually.holds(() -> assertThat(deleted(backfill, desk)).contains("t00001"));
        Eventually.holds(() -> assertThat(published(backfill, desk, RecordsCombined.class))
                .anyMatch(combined -> combined.loser().equals(desk.ref("t00002"))));
        assertThat(deletionPosition(desk)).isEqualTo("3");
        Eventually.holds(() -> assertThat(sweeps(desk)).isNotEmpty());
        Activity.RunFinished sweep = sweeps(desk).getFirst();
        assertThat(sweep.failures()).isEmpty();
        assertThat(sweep.calls()).containsKey("read");
    }

    @Test
    void anExpiredFeedIsFollowedByASweepToo() {
        Desk desk = office.open("vineyard", 3);
        listed(desk);
        merged(desk, 3);
        AtomicReference<String> expired = new AtomicReference<>("deletions");
        desk.orchard().weather(call -> {
            String kind = expired.get();
            if (call.startsWith(kind)) {
                expired.set("none");
                desk.orchard().fell("t00001");
                throw Orchard.failure(FailureKind.CURSOR_EXPIRED, FailureCodes.CURSOR_EXPIRED, 410, Optional.empty());
            }
        });

        Eventually.holds(() -> assertThat(sweeps(desk)).isNotEmpty());
        assertThat(told(desk, Activity.AccountFailed.class)).isEmpty();
        Eventually.holds(() -> assertThat(deleted(backfill, desk)).contains("t00001"));
    }

    @Test
    void aListingThatLeavesARecordOutDeletesNothing() {
        Desk desk = office.open(5);
        listed(desk);
        merged(desk, 5);
        desk.orchard().hide("t00003");

        String run = office.list(desk);

        Activity.RunFinished finished = finished(desk, run);
        assertThat(finished.calls()).containsEntry("read", 1L);
        assertThat(deleted(backfill, desk)).isEmpty();
        assertThat(desk.orchard().calls()).contains("read t00003");
    }

    @Test
    void aListingFindsWhatNobodyToldOf() {
        Desk desk = office.open(5);
        listed(desk);
        merged(desk, 5);
        desk.orchard().fell("t00003");

        finished(desk, office.list(desk));

        Eventually.holds(() -> assertThat(deleted(backfill, desk)).containsExactly("t00003"));
        List<ChangeEvent> inOrder = backfill.heard().stream()
                .filter(event -> event.head().account().equals(desk.account()))
                .toList();
        assertThat(inOrder.getLast()).as("nothing comes after the end of a listing").isInstanceOf(
                ChangeEvent.ListingFinished.class);
    }

    private List<Activity.RunFinished> sweeps(Desk desk) {
        return told(desk, Activity.RunFinished.class).stream()
                .filter(run -> run.run().startsWith("sweep-"))
                .toList();
    }

    private void merged(Desk desk, int trees) {
        for (int tree = 0; tree < trees; tree++) {
            office.merged(desk, "t%05d".formatted(tree));
        }
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT count(*) FROM poller.known WHERE account = ?", desk.account().value()))
                .isEqualTo(Integer.toString(trees)));
    }

    private void pausePolls(Desk desk) {
        office.setState(desk.account(), "PAUSED");
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT count(*) FROM poller.scheduled_tasks WHERE task_name = 'poll' AND task_instance = ?",
                        desk.account() + "/trees"))
                .isEqualTo("0"));
    }

    private void resumePolls(Desk desk) {
        office.setState(desk.account(), "CONNECTED");
    }

    private List<String> deleted(Wire<ChangeEvent> wire, Desk desk) {
        return published(wire, desk, RecordDeleted.class).stream()
                .map(gone -> gone.ref().id())
                .toList();
    }

    private String deletionPosition(Desk desk) {
        return office.ask("SELECT deletions FROM poller.cursor WHERE account = ?", desk.account().value());
    }
}
