package io.bothways.writer;

import static io.bothways.writer.SampleCommands.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.testing.servers.RealServers;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog;
import io.bothways.writer.backlog.Backlog.Due;
import io.bothways.writer.backlog.BacklogEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits in an account's queue: whose turn it is, who is paused, what is given up. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(WriterIT.Timing.class)
class WaitingIT {
    private static final AccountKey KEY = new AccountKey(SampleCommands.TENANT, Scene.HUBSPOT);
    private static final String OTHER = "other-connection";

    @Inject
    Scene scene;

    @Inject
    Backlog backlog;

    private int used;

    @BeforeEach
    void begin() {
        scene.hubspot.noFaults();
        used = 0;
    }

    @AfterEach
    void goOn() {
        account("CONNECTED");
        paused(false);
    }

    @Test
    void writesNothingForAPausedConnectionAndCatchesUpWhenItIsResumed() {
        // Given
        paused(true);
        WriteCommand command = update();
        queue(command);
        Awaitility.await("a look at what is due")
                .during(Duration.ofMillis(1_500))
                .atMost(Scene.LIMIT)
                .until(() -> scene.results(commandId(command)).isEmpty());

        // When
        paused(false);
        scene.request(new Request.RetryWrites(command.head().message()));

        // Then
        assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void aPausedConnectionIsNotDueAndItsAccountsOtherConnectionIs() {
        // Given
        account("PAUSED");
        WriteCommand paused = update();
        WriteCommand going = update();
        queue(paused, going);
        ofOtherConnection(going);

        // When
        List<String> due = due(List.of(SampleCommands.CONNECTION), 10);

        // Then
        assertThat(due).contains(commandId(going)).doesNotContain(commandId(paused));
        giveUp("the test is over", paused, going);
    }

    @Test
    void aConnectionThatHasPiledUpALotDoesNotKeepAnotherWaiting() {
        // Given
        account("PAUSED");
        WriteCommand[] pile = IntStream.range(0, 60).mapToObj(i -> update()).toArray(WriteCommand[]::new);
        WriteCommand[] few = IntStream.range(0, 5).mapToObj(i -> update()).toArray(WriteCommand[]::new);
        queue(pile);
        queue(few);
        ofOtherConnection(few);

        // When
        List<String> due = due(List.of(), 10);

        // Then
        assertThat(due).hasSize(10).contains(List.of(few).stream().map(WaitingIT::commandId).toArray(String[]::new));
        giveUp("the test is over", pile);
        giveUp("the test is over", few);
    }

    @Test
    void givesUpWhatWaitsWhenAPersonWantsItAndSaysWhy() {
        // Given
        account("PAUSED");
        WriteCommand waiting = update();
        queue(waiting);

        // When
        giveUp("imported the wrong list", waiting);
        account("CONNECTED");
        WriteCommand later = update();
        scene.send(later);

        // Then
        assertThat(scene.outcome(waiting)).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.failure().code()).isEqualTo(FailureCodes.PURGED);
            assertThat(rejected.failure().message()).contains("imported the wrong list");
        });
        assertThat(scene.outcome(later)).isInstanceOf(Outcome.Applied.class);
    }

    private WriteCommand update() {
        String record = scene.hubspot.records("contacts").get(300 + used++).path("id").asText();
        return scene.toHubSpot(Lane.BACKFILL).update(id(), id(), 1, record, text("city", "Venlo"));
    }

    private void queue(WriteCommand... commands) {
        scene.send(commands);
        for (WriteCommand command : commands) {
            Awaitility.await("the backlog").atMost(Scene.LIMIT).pollInterval(Duration.ofMillis(20)).until(() ->
                    !scene.query("SELECT command FROM writer.backlog WHERE command = ?", commandId(command)).isEmpty());
        }
    }

    private void giveUp(String reason, WriteCommand... commands) {
        for (WriteCommand command : commands) {
            scene.execute("UPDATE writer.backlog SET arrived_at = ? WHERE command = ?",
                    Timestamp.from(command.head().message().observedAt()), commandId(command));
        }
        scene.request(new Request.PurgeWrites(commands[commands.length - 1].head().message(), reason));
        for (WriteCommand command : commands) {
            assertThat(scene.outcome(command)).isInstanceOf(Outcome.Rejected.class);
        }
    }

    private List<String> due(List<ConnectionId> paused, int limit) {
        return backlog.due(KEY, new Due(scene.clock().instant(), Lane.NIGHTLY, List.of(), paused, limit)).stream()
                .map(BacklogEntry::id)
                .toList();
    }

    private void ofOtherConnection(WriteCommand... commands) {
        for (WriteCommand command : commands) {
            scene.execute("UPDATE writer.backlog SET connection = ? WHERE command = ?", OTHER, commandId(command));
        }
    }

    private void account(String state) {
        scene.execute("UPDATE registry.account SET state = ? WHERE id = ?", state, Scene.HUBSPOT.value());
        scene.refresh();
    }

    private void paused(boolean paused) {
        scene.execute("UPDATE registry.connection SET paused = ? WHERE id = ?", paused, SampleCommands.CONNECTION.value());
        scene.refresh();
    }

    private static String commandId(WriteCommand command) {
        return SampleCommands.id(command);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
