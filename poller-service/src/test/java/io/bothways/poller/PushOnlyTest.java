package io.bothways.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent.RecordChanged;
import io.bothways.contracts.record.FieldValue;
import io.bothways.poller.Office.Desk;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An app that cannot be asked what has changed. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(FastPolls.class)
class PushOnlyTest extends OnRealServers {
    @Test
    void D10anAppThatOnlyPushesIsListedNowAndThenAsASafetyNet() {
        Desk desk = office.open("grove", 12);
        finished(desk, office.list(desk));
        // The net goes out again and again, so that a slow machine sees them more than once.
        Eventually.holds(() -> assertThat(Set.copyOf(ids(backfill, desk))).hasSize(12));

        desk.orchard().plant("t00005", "edited, and the push was lost", Instant.now());
        desk.orchard().plant("t00099", "planted, and the push was lost", Instant.now());

        Eventually.holds(() -> assertThat(published(backfill, desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .contains(
                        FieldValue.text("edited, and the push was lost"),
                        FieldValue.text("planted, and the push was lost")));
        assertThat(desk.orchard().calls("changes")).isZero();
        assertThat(told(desk, Activity.AccountFailed.class)).isEmpty();
        Eventually.holds(() -> assertThat(told(desk, Activity.RunFinished.class))
                .allSatisfy(run -> assertThat(run.failures()).isEmpty())
                .anyMatch(run -> run.run().startsWith("net-")));
    }

    @Test
    void D10whatMergeHoldsIsNotToldAgainByTheNet() {
        Desk desk = office.open("grove", 3);
        finished(desk, office.list(desk));
        office.merged(desk, "t00000", "t00001", "t00002");

        Eventually.holds(() -> assertThat(told(desk, Activity.RunFinished.class))
                .anyMatch(run -> run.run().startsWith("net-") && run.records() == 3 && run.published() == 0));
    }

    @Test
    void D10syncNowOfAnAppThatOnlyPushesIsAListing() {
        Desk desk = office.open("grove", 3);
        finished(desk, office.list(desk));

        String run = office.pollSince(desk, Instant.now().minusSeconds(60));

        Activity.RunFinished finished = finished(desk, run);
        assertThat(finished.failures()).isEmpty();
        assertThat(finished.kind()).isEqualTo(Activity.RunKind.LISTING);
        assertThat(finished.records()).isEqualTo(3);
    }
}
