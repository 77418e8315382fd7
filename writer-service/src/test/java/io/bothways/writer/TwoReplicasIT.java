package io.bothways.writer;

import static io.bothways.writer.SampleCommands.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Lane;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.testing.servers.RealServers;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog;
import io.bothways.writer.backlog.Backlog.Due;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.batch.Batch;
import io.bothways.writer.lease.HeldLease;
import io.bothways.writer.lease.Lease;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One replica is the test, on a clock of its own; the other is the running service. Both want the same account. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(WriterIT.Timing.class)
class TwoReplicasIT {
    private static final AccountKey KEY = new AccountKey(SampleCommands.TENANT, Scene.HUBSPOT);
    private static final String OWNER = "paused.1";
    private static final long ENDS = Duration.ofSeconds(6).toNanos();

    @Inject
    Scene scene;

    @Inject
    WriteFlow flow;

    @Inject
    Backlog backlog;

    @Inject
    Apps apps;

    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void ownTheAccount() {
        scene.hubspot.noFaults();
        scene.hubspot.resetCalls();
        own(OWNER, "1 hour");
    }

    @AfterEach
    void giveItBack() {
        scene.hubspot.latency(0);
        own("", "-1 second");
    }

    @Test
    void aProcessThatWasPausedBeforeItsIntentStartsNoCall() {
        // Given
        WriteCommand command = queued();
        BacklogEntry entry = entry(command);

        // When: it wakes up after its lease has run out, by its own clock
        nanos.set(ENDS + 1);
        flow.write(app(), lease(nanos::get), batch(entry));

        // Then
        assertThat(scene.hubspot.calls("contacts.batch_update")).isZero();
        assertThat(call(command)).isEqualTo("null");
    }

    @Test
    void aProcessWhoseClockStoodStillIsKeptFromCallingByTheDatabase() {
        // Given: the account has a successor, of which the process knows nothing
        WriteCommand command = queued();
        BacklogEntry entry = entry(command);
        own("successor.1", "1 hour");

        // When
        flow.write(app(), lease(nanos::get), batch(entry));

        // Then
        assertThat(scene.hubspot.calls("contacts.batch_update")).isZero();
        assertThat(call(command)).isEqualTo("null");
    }

    @Test
    void aProcessThatWasPausedBetweenIntentAndCallPutsTheCommandBack() {
        // Given: time passes after the lease was looked at for the intent
        WriteCommand command = queued();
        BacklogEntry entry = entry(command);
        AtomicLong looks = new AtomicLong();
        Lease lease = lease(() -> looks.getAndIncrement() == 0 ? 0 : ENDS + 1);

        // When
        flow.write(app(), lease, batch(entry));

        // Then
        assertThat(looks.get()).isGreaterThan(1);
        assertThat(scene.hubspot.calls("contacts.batch_update")).isZero();
        assertThat(call(command)).isEqualTo("null");
        assertThat(scene.query("SELECT attempts FROM writer.backlog WHERE command = ?", SampleCommands.id(command)))
                .isEqualTo("0");
    }

    @Test
    void whatWasOnTheWireIsRecordedWhenItIsAnsweredAndTheSuccessorSendsNothing() throws Exception {
        // Given: a call that takes its time
        scene.hubspot.latency(2_000);
        WriteCommand command = queued();
        BacklogEntry entry = entry(command);
        App app = app();
        CompletableFuture<Void> call = CompletableFuture.runAsync(
                () -> flow.write(app, lease(nanos::get), batch(entry)));
        Awaitility.await("the intent").atMost(Scene.LIMIT).until(() -> call(command).startsWith(OWNER));

        // When: the service takes the account over, and has another command for the same record
        own(OWNER, "-1 second");
        Awaitility.await("the successor").atMost(Scene.LIMIT).until(() -> !scene.query(
                "SELECT owner FROM writer.lease WHERE account = ?", KEY.account().value()).equals(OWNER));
        WriteCommand next = scene.toHubSpot(Lane.LIVE).update(UUID.randomUUID().toString(),
                UUID.randomUUID().toString(), 1, entry.targetId(), text("city", "Second"));
        scene.send(next);
        call.get();

        // Then: the late answer ends the command, and nothing was sent for it again
        assertThat(scene.outcome(command)).isInstanceOfSatisfying(
                Outcome.Applied.class, applied -> assertThat(applied.inAnswer()).isTrue());
        scene.clock().advance(Duration.ofSeconds(31));
        assertThat(scene.outcome(next)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.hubspot.calls("contacts.batch_update")).isEqualTo(2);
        assertThat(scene.hubspot.field("contacts", entry.targetId(), "city")).isEqualTo("Second");
        assertThat(scene.results(SampleCommands.id(command))).hasSize(1);
    }

    private WriteCommand queued() {
        String record = scene.hubspot.records("contacts").get(380).path("id").asText();
        WriteCommand command = scene.toHubSpot(Lane.LIVE).update(UUID.randomUUID().toString(),
                UUID.randomUUID().toString(), 1, record, text("city", "First"));
        scene.send(command);
        return command;
    }

    private BacklogEntry entry(WriteCommand command) {
        return Awaitility.await("the backlog").atMost(Scene.LIMIT).until(
                () -> backlog.due(KEY, new Due(scene.clock().instant(), Lane.NIGHTLY, List.of(), List.of(), 100)).stream()
                        .filter(entry -> entry.id().equals(SampleCommands.id(command)))
                        .findFirst()
                        .orElse(null),
                entry -> entry != null);
    }

    private String call(WriteCommand command) {
        return scene.query("SELECT call FROM writer.backlog WHERE command = ?", SampleCommands.id(command));
    }

    private static Batch batch(BacklogEntry entry) {
        return new Batch(Lane.LIVE, WriteKind.UPDATE, "contacts", List.of(entry));
    }

    private Lease lease(LongSupplier nanoTime) {
        return HeldLease.of(KEY, OWNER, nanoTime, ENDS);
    }

    private App app() {
        return apps.open(Scene.HUBSPOT).orElseThrow();
    }

    private void own(String owner, String until) {
        scene.execute("INSERT INTO writer.lease (tenant, account, owner, until, pending)"
                        + " VALUES (?, ?, ?, clock_timestamp() + ?::interval, true) ON CONFLICT (tenant, account)"
                        + " DO UPDATE SET owner = excluded.owner, until = excluded.until, pending = true",
                KEY.tenant().value(), KEY.account().value(), owner, until);
    }
}
