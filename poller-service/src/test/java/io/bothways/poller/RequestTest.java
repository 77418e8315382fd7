package io.bothways.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.ChangeEvent.RecordChanged;
import io.bothways.contracts.event.ChangeEvent.RecordDeleted;
import io.bothways.contracts.event.ChangeEvent.RecordsCombined;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.poller.Office.Desk;
import io.bothways.poller.orchard.Orchard;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(FastPolls.class)
class RequestTest extends OnRealServers {
    @Test
    void saysWhatAnAccountIsThatAnswers() {
        Desk desk = office.open(0);

        office.check(desk.account());

        Eventually.holds(() -> assertThat(told(desk, Activity.AccountChecked.class)).hasSize(1));
        Activity.AccountChecked checked = told(desk, Activity.AccountChecked.class).getFirst();
        assertThat(checked.identity()).isEqualTo("orchard-1");
        assertThat(checked.label()).isEqualTo("The Orchard");
        assertThat(checked.apiVersion()).isEqualTo("v1");
        assertThat(checked.objects()).extracting(object -> object.type()).containsExactly("trees");
    }

    @Test
    void saysWhatIsWrongWithAnAccountThatRefuses() {
        Desk desk = office.open(0);
        desk.orchard().weather(call -> {
            throw Orchard.failure(FailureKind.REAUTHORIZE, "REAUTHORIZE", 401, Optional.empty());
        });

        office.check(desk.account());

        Eventually.holds(() -> assertThat(told(desk, Activity.AccountFailed.class)).hasSize(1));
        assertThat(told(desk, Activity.AccountFailed.class).getFirst().reconnect()).isTrue();
    }

    @Test
    void checksAnAccountThatNoConnectionHasYet() {
        Desk desk = office.open(0);
        AccountId other = new AccountId(desk.account() + "-other");

        office.check(other);

        Eventually.holds(() -> assertThat(activity.heard())
                .anyMatch(one -> one instanceof Activity.AccountChecked && one.head().account().equals(other)));
    }

    @Test
    void readsRecordsAgainInBatchesWhateverMergeHolds() {
        Desk desk = office.open(5);
        listed(desk);
        office.merged(desk, "t00001");
        desk.orchard().fell("t00002");
        desk.orchard().graft("t00003", "t00004");

        office.reread(desk, "t00000", "t00001", "t00002", "t00003");

        Eventually.holds(() -> {
            assertThat(ids(live, desk)).contains("t00000", "t00001", "t00004");
            assertThat(published(live, desk, RecordDeleted.class))
                    .extracting(deleted -> deleted.ref().id())
                    .containsExactly("t00002");
            assertThat(published(live, desk, RecordsCombined.class))
                    .extracting(combined -> combined.survivor().id())
                    .containsExactly("t00004");
        });
        assertThat(desk.orchard().calls()).contains("read t00000,t00001,t00002", "read t00003", "read t00004");
    }

    @Test
    void aWindowIsPublishedWholeAndLeavesTheCursor() {
        Desk desk = office.open(5);
        listed(desk);
        office.merged(desk, "t00000", "t00001", "t00002", "t00003", "t00004");

        Activity.RunFinished window = finished(desk, office.pollSince(desk, Instant.now().minusSeconds(7_200)));

        assertThat(window.kind()).isEqualTo(RunKind.WINDOW);
        assertThat(window.records()).isEqualTo(5);
        assertThat(window.published()).isEqualTo(5);
        Eventually.holds(() -> assertThat(published(live, desk, RecordChanged.class))
                .filteredOn(changed -> changed.head().cause().run().equals(window.run()))
                .hasSize(5));
        assertThat(told(desk, Activity.RunStarted.class)).anyMatch(started -> started.run().equals(window.run()));
    }

    @Test
    void aPoisonousRequestIsParkedAndBlocksNothing() {
        Desk desk = office.open(0);
        byte[] poison = "{\"kind\":\"nonsense\"}".getBytes(StandardCharsets.UTF_8);

        office.send(Topics.REQUESTS, desk.account().value(), Map.of(), poison);
        office.check(desk.account());

        Eventually.holds(() -> assertThat(told(desk, Activity.AccountChecked.class)).hasSize(1));
        try (Wire<DeadLetter> letters = new Wire<>(servers, Topics.DEAD_LETTERS, codec::decodeDeadLetter)) {
            Eventually.holds(() -> assertThat(letters.heard())
                    .anyMatch(letter -> letter.topic().equals(Topics.REQUESTS)
                            && new String(letter.payload(), StandardCharsets.UTF_8).contains("nonsense")));
        }
    }
}
