package io.bothways.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.event.ChangeEvent.RecordChanged;
import io.bothways.contracts.event.ChangeEvent.RecordDeleted;
import io.bothways.contracts.event.ChangeEvent.RecordsCombined;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.record.FieldValue;
import io.bothways.testing.servers.RealServers;
import io.bothways.webhook.Office.Desk;
import io.bothways.webhook.orchard.Orchard;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(AtOnce.class)
class RereadTest extends OnRealServers {
    @Test
    void publishesWhatTheRecordHoldsAndSinceWhenThatIsKnown() {
        Desk desk = office.open();
        desk.orchard().plant("t1", "Oak");

        push(desk, "CHANGED trees t1");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class)).hasSize(1));
        RecordChanged changed = published(desk, RecordChanged.class).getFirst();
        Hint hint = hinted(desk).getFirst();
        assertThat(changed.snapshot().field("name")).isEqualTo(FieldValue.text("Oak"));
        assertThat(changed.snapshot().whole()).isTrue();
        assertThat(changed.head().observedAt()).isCloseTo(hint.head().observedAt(), within(1, ChronoUnit.MILLIS));
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
    }

    @Test
    void theSamePushDeliveredTwentyTimesAtOnceIsReadOnceOrTwice() throws Exception {
        Desk desk = office.open("{\"settle_delay\":\"PT0.3S\"}");
        desk.orchard().plant("t1", "Oak");
        List<Callable<Integer>> pushes = new ArrayList<>();
        for (int copy = 0; copy < 20; copy++) {
            pushes.add(() -> push(desk, "CHANGED trees t1").statusCode());
        }

        try (ExecutorService senders = Executors.newFixedThreadPool(20)) {
            for (var answer : senders.invokeAll(pushes)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }

        Eventually.holds(() -> assertThat(hinted(desk)).hasSize(20));
        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class)).isNotEmpty());
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
        assertThat(desk.orchard().reads()).hasSizeBetween(1, 5);
    }

    @Test
    void readsManyRecordsInFullBatches() {
        Desk desk = office.open("{\"settle_delay\":\"PT0.5S\"}");
        List<String> lines = new ArrayList<>();
        for (int tree = 0; tree < 15; tree++) {
            desk.orchard().plant("t" + tree, "tree " + tree);
            lines.add("CHANGED trees t" + tree);
        }

        push(desk, lines.toArray(String[]::new));

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class)).hasSize(15));
        // Three full batches if all hints come due at once; on a busy machine the first ones may come due alone.
        assertThat(desk.orchard().reads()).hasSizeBetween(3, 6).allSatisfy(ids -> assertThat(ids).hasSizeLessThanOrEqualTo(5));
    }

    @Test
    void aHintThatComesDuringTheReadingIsReadAgain() {
        Desk desk = office.open();
        desk.orchard().plant("t1", "Oak");
        AtomicBoolean edited = new AtomicBoolean();
        desk.orchard().weather(ids -> {
            if (edited.compareAndSet(false, true)) {
                desk.orchard().plant("t1", "Beech");
                push(desk, "CHANGED trees t1");
                Eventually.holds(() -> assertThat(office.ask(
                                "SELECT sequence FROM webhook.pending WHERE account = ?", desk.account().value()))
                        .isEqualTo("2"));
            }
        });

        push(desk, "CHANGED trees t1");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .containsExactly(FieldValue.text("Oak"), FieldValue.text("Beech")));
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
    }

    @Test
    void aDeletionThatAHintTellsOfIsBelievedAtOnce() {
        Desk desk = office.open();

        push(desk, "DELETED trees t1");

        Eventually.holds(() -> assertThat(published(desk, RecordDeleted.class)).hasSize(1));
        assertThat(desk.orchard().reads()).hasSize(1);
    }

    @Test
    void aChangedRecordThatIsNotThereIsLookedForOnceMore() {
        Desk desk = office.open();
        desk.orchard().weather(ids -> desk.orchard().plant("t1", "Oak"));

        push(desk, "CHANGED trees t1");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class)).hasSize(1));
        assertThat(published(desk, RecordDeleted.class)).isEmpty();
        assertThat(desk.orchard().reads()).hasSize(2);
    }

    @Test
    void aRecordThatIsMissingTwiceIsDeleted() {
        Desk desk = office.open();

        push(desk, "CHANGED trees t1");

        Eventually.holds(() -> assertThat(published(desk, RecordDeleted.class)).hasSize(1));
        assertThat(desk.orchard().reads()).hasSize(2);
    }

    @Test
    void aCombinedRecordLeadsToItsSurvivor() {
        Desk desk = office.open();
        desk.orchard().plant("t1", "Oak");
        desk.orchard().plant("t2", "Old oak");
        desk.orchard().graft("t1", "t2");

        push(desk, "COMBINED trees t1");

        Eventually.holds(() -> {
            assertThat(published(desk, RecordsCombined.class))
                    .extracting(combined -> combined.survivor().id())
                    .containsExactly("t2");
            assertThat(published(desk, RecordChanged.class))
                    .extracting(changed -> changed.snapshot().ref().id())
                    .containsExactly("t2");
        });
    }

    @Test
    void aPushThatSaysWhereARecordLivesOnIsBelievedWhereTheOneIsGoneAndTheOtherThere() {
        Desk desk = office.open();
        desk.orchard().plant("t2", "Old oak");
        desk.orchard().plant("t4", "Elm");
        desk.orchard().plant("t5", "Beech");

        push(desk, "COMBINED trees t1 t2", "COMBINED trees t3 t9", "COMBINED trees t4 t5");

        Eventually.holds(() -> {
            assertThat(published(desk, RecordsCombined.class))
                    .extracting(combined -> combined.loser().id() + " into " + combined.survivor().id())
                    .containsExactly("t1 into t2");
            assertThat(published(desk, RecordDeleted.class))
                    .extracting(deleted -> deleted.ref().id())
                    .containsExactly("t3");
            assertThat(published(desk, RecordChanged.class))
                    .extracting(changed -> changed.snapshot().ref().id())
                    .containsExactlyInAnyOrder("t2", "t4");
        });
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
    }

    @Test
    void waitsUntilTheAppsOwnTimeWhenItThrottles() {
        Desk desk = office.open();
        desk.orchard().plant("t1", "Oak");
        AtomicReference<Instant> until = new AtomicReference<>();
        List<Instant> tooEarly = new CopyOnWriteArrayList<>();
        desk.orchard().weather(ids -> {
            Instant now = Instant.now();
            if (until.compareAndSet(null, now.plusSeconds(2))) {
                throw Orchard.failure(FailureKind.RATE_LIMITED, 429, Optional.of(until.get()));
            }
            if (now.isBefore(until.get())) {
                tooEarly.add(now);
            }
        });

        push(desk, "CHANGED trees t1");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class)).hasSize(1));
        assertThat(tooEarly).isEmpty();
        assertThat(desk.orchard().reads()).hasSize(2);
    }

    @Test
    void oneIdThatTheAppCannotTakeDoesNotKeepTheOthersFromBeingRead() {
        Desk desk = office.open("{\"settle_delay\":\"PT0.3S\"}");
        for (int tree = 0; tree < 4; tree++) {
            desk.orchard().plant("t" + tree, "tree");
        }
        desk.orchard().weather(ids -> {
            if (ids.contains("poison")) {
                throw Orchard.failure(FailureKind.REJECTED, 400, Optional.empty());
            }
        });

        push(desk, "CHANGED trees t0", "CHANGED trees t1", "CHANGED trees poison", "CHANGED trees t2",
                "CHANGED trees t3");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class)).hasSize(4));
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
    }

    @Test
    void hintsOfAnAccountThatIsNotConnectedWaitUntilItIs() {
        Desk desk = office.open();
        desk.orchard().plant("t1", "Oak");
        office.setState(desk, "NEEDS_RECONNECT");

        push(desk, "CHANGED trees t1");

        Eventually.holds(() -> assertThat(office.pending(desk)).isEqualTo(1));
        assertThat(desk.orchard().reads()).isEmpty();

        office.setState(desk, "CONNECTED");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class)).hasSize(1));
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
    }

    @Test
    void aRecordRestsForItsSettleDelayButNotForever() {
        String due = "SELECT extract(epoch FROM webhook.due(timestamptz 'epoch', timestamptz 'epoch' + ?::interval,"
                + " ?::interval, ?::interval))::int";

        assertThat(office.ask(due, "0 s", "2 s", "10 s")).isEqualTo("2");
        assertThat(office.ask(due, "5 s", "2 s", "10 s")).isEqualTo("7");
        assertThat(office.ask(due, "9 s", "2 s", "10 s")).isEqualTo("10");
        assertThat(office.ask(due, "0 s", "0 s", "10 s")).isEqualTo("0");
    }
}
