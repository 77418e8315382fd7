package io.bothways.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.event.ChangeEvent.RecordChanged;
import io.bothways.contracts.record.FieldValue;
import io.bothways.testing.servers.RealServers;
import io.bothways.webhook.Office.Desk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record that is edited key by key is told once it rests. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(AtOnce.class)
class SettleTest extends OnRealServers {
    /** Trees rest for half a minute, everything else of the account for an hour. */
    private static final String SETTINGS = "{\"settle_delay\":\"PT1H\",\"settle_delays\":{\"trees\":\"PT30S\"}}";

    @Inject
    TurnedClock clock;

    @BeforeEach
    void stop() {
        clock.stop();
    }

    @AfterEach
    void run() {
        clock.run();
    }

    @Test
    void D11aRecordThatIsEditedKeyByKeyIsReadOnceItRests() {
        Desk desk = office.open(SETTINGS);
        edit(desk, "O", 1);
        clock.pass(Duration.ofSeconds(20));
        edit(desk, "Oa", 2);
        clock.pass(Duration.ofSeconds(20));
        edit(desk, "Oak", 3);
        assertThat(dueIn(desk)).as("seconds from the first edit").isEqualTo("70");
        assertThat(desk.orchard().reads()).isEmpty();

        clock.pass(Duration.ofSeconds(31));

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .containsExactly(FieldValue.text("Oak")));
        Eventually.holds(() -> assertThat(office.pending(desk)).isZero());
        assertThat(desk.orchard().reads()).hasSize(1);
    }

    @Test
    void D11aRecordThatNeverRestsIsReadAfterSeveralDelaysAllTheSame() {
        Desk desk = office.open(SETTINGS);
        edit(desk, "edit 1", 1);
        for (int edit = 2; edit <= 8; edit++) {
            clock.pass(Duration.ofSeconds(20));
            edit(desk, "edit " + edit, edit);
        }
        assertThat(dueIn(desk)).as("five delays after the first edit").isEqualTo("150");
        assertThat(desk.orchard().reads()).isEmpty();

        clock.pass(Duration.ofSeconds(11));

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .containsExactly(FieldValue.text("edit 8")));
    }

    @Test
    void D11aPushedRecordRestsTooAndTheLastOneIsTold() {
        Desk desk = office.open("grove", "trees", "orchard-1", SETTINGS);
        push(desk, "CHANGED trees t1 O 1000");
        pushedTimes(desk, 1);
        clock.pass(Duration.ofSeconds(20));
        push(desk, "CHANGED trees t1 Oak 2000");
        pushedTimes(desk, 2);

        clock.pass(Duration.ofSeconds(31));

        Eventually.holds(() -> assertThat(published(desk, RecordChanged.class))
                .extracting(changed -> changed.snapshot().field("name"))
                .containsExactly(FieldValue.text("Oak")));
        assertThat(desk.orchard().reads()).isEmpty();
    }

    private void edit(Desk desk, String name, int times) {
        desk.orchard().plant("t1", name);
        push(desk, "CHANGED trees t1");
        pushedTimes(desk, times);
    }

    private void pushedTimes(Desk desk, int times) {
        Eventually.holds(() -> assertThat(office.ask(
                        "SELECT sequence FROM webhook.pending WHERE account = ?", desk.account().value()))
                .isEqualTo(Integer.toString(times)));
    }

    private String dueIn(Desk desk) {
        return office.ask(
                "SELECT round(extract(epoch FROM due_at - first_at))::int FROM webhook.pending WHERE account = ?",
                desk.account().value());
    }
}
