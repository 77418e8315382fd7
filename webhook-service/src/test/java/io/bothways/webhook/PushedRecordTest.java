package io.bothways.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.event.ChangeEvent.RecordChanged;
import io.bothways.contracts.event.ChangeEvent.RecordDeleted;
import io.bothways.contracts.record.FieldValue;
import io.bothways.testing.servers.RealServers;
import io.bothways.webhook.Office.Desk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Apps that push whole records with their version. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(AtOnce.class)
class PushedRecordTest extends OnRealServers {
    private static final String HALF_A_MINUTE = "{\"settle_delay\":\"PT30S\"}";

    @Inject
    TurnedClock clock;

    @AfterEach
    void run() {
        clock.run();
    }

    @Test
    void D10aPushThatIsTheWholeRecordIsPublishedWithoutACall() {
        Desk desk = office.open("grove", "trees", "orchard-1", "{}");

        push(desk, "CHANGED trees t1 Oak 1700000000123");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class)).hasSize(1));
        RecordChanged changed = published(desk, RecordChanged.class).getFirst();
        assertThat(changed.snapshot().field("name")).isEqualTo(FieldValue.text("Oak"));
        assertThat(changed.snapshot().fields().keySet()).as("what is asked for").isEqualTo(Set.of("name"));
        assertThat(changed.snapshot().whole()).isTrue();
        assertThat(changed.snapshot().evidence().version()).isEqualTo(1_700_000_000_123L);
        assertThat(changed.snapshot().evidence().indexed()).as("it wins by its version only").isTrue();
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
        assertThat(desk.orchard().reads()).isEmpty();
    }

    @Test
    void D10ofPushesInAnyOrderTheHighestVersionIsTold() {
        clock.stop();
        Desk desk = office.open("grove", "trees", "orchard-1", HALF_A_MINUTE);

        push(desk, "CHANGED trees t1 Beech 2000", "CHANGED trees t1 Alder 1500");
        arrived(desk, 1);
        push(desk, "CHANGED trees t1 Oak 1000");
        arrived(desk, 2);
        clock.pass(Duration.ofSeconds(31));

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .containsExactly(FieldValue.text("Beech")));
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
        assertThat(published(desk, RecordChanged.class)).hasSize(1);
    }

    @Test
    void D10aPushWithoutAMappedFieldOrItsVersionIsReadById() {
        Desk desk = office.open("grove", "trees", "orchard-1", "{}");
        desk.orchard().plant("t1", "Oak");
        desk.orchard().plant("t2", "Beech");

        push(desk, "CHANGED trees t1 - 1000", "CHANGED trees t2 Old 0");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .containsExactlyInAnyOrder(FieldValue.text("Oak"), FieldValue.text("Beech")));
        assertThat(desk.orchard().reads()).isNotEmpty();
    }

    @Test
    void D10aHintAmongPushedRecordsMakesTheRecordBeRead() {
        clock.stop();
        Desk desk = office.open("grove", "trees", "orchard-1", HALF_A_MINUTE);
        desk.orchard().plant("t1", "Elm");

        push(desk, "CHANGED trees t1 Oak 1000");
        arrived(desk, 1);
        push(desk, "CHANGED trees t1");
        arrived(desk, 2);
        clock.pass(Duration.ofSeconds(31));

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .containsExactly(FieldValue.text("Elm")));
        assertThat(desk.orchard().reads()).hasSize(1);
    }

    @Test
    void D10aDeletionThatIsPushedIsAskedForById() {
        Desk desk = office.open("grove", "trees", "orchard-1", "{}");

        push(desk, "DELETED trees t1");

        Eventually.holds(() -> assertThat(published(desk, RecordDeleted.class)).hasSize(1));
        assertThat(desk.orchard().reads()).hasSize(1);
    }

    @Test
    void whatComesAlongWithAMereHintIsNotTrusted() {
        Desk desk = office.open();
        desk.orchard().plant("t1", "Oak");

        push(desk, "CHANGED trees t1 Forged 9000");

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .containsExactly(FieldValue.text("Oak")));
    }

    /** Hints that are read together from Kafka are one in the table. */
    private void arrived(Desk desk, int times) {
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT sequence FROM webhook.pending WHERE account = ?", desk.account().value()))
                .isEqualTo(Integer.toString(times)));
    }
}
