package io.bothways.writer;

import static io.bothways.writer.SampleCommands.VERSION;
import static io.bothways.writer.SampleCommands.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The writer between a real Kafka, a real PostgreSQL and the simulated apps, through the connectors that ship. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(WriterIT.Timing.class)
class WriterIT {
    private static final String CONTACTS = "contacts";
    private static final AtomicInteger USED = new AtomicInteger();

    @Inject
    MeterRegistry registry;

    @Inject
    Scene scene;

    /** Take-overs are waited for; calls are counted, so a slow machine may take its time to fill them. */
    public static final class Timing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "bothways.writer.lease", "PT3S",
                    "bothways.writer.idle", "PT1S",
                    "bothways.writer.first-retry", "PT0.05S",
                    "bothways.writer.read-back-wait", "PT20S");
        }
    }

    @BeforeEach
    void calm() {
        scene.hubspot.noFaults();
        scene.hubspot.resetCalls();
        scene.salesforce.resetCalls();
    }

    @Test
    void writesABatchWithAnOutcomePerRecord() {
        // Given
        SampleCommands hubspot = scene.toHubSpot(Lane.LIVE);
        WriteCommand good = update(hubspot, contact(), text("city", "Delft"));
        WriteCommand clear = update(hubspot, contact(), Map.of("jobtitle", FieldValue.CLEARED));
        WriteCommand bad = update(
                hubspot, contact(), Map.of("customer_tier", FieldValue.of(new Value.Option("platinum"))));
        WriteCommand gone = update(hubspot, "999999999", text("city", "Delft"));

        // When
        scene.send(good, clear, bad, gone);

        // Then
        assertThat(scene.outcome(good)).isInstanceOfSatisfying(Outcome.Applied.class, applied -> {
            assertThat(applied.inAnswer()).isTrue();
            assertThat(applied.told()).hasValueSatisfying(told -> {
                assertThat(told.field("city")).isEqualTo(FieldValue.text("Delft"));
                assertThat(told.evidence().answered()).isGreaterThan(told.evidence().asked());
            });
        });
        assertThat(scene.outcome(clear)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.outcome(bad)).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(
                rejected.failure().appMessage()).isNotEmpty());
        assertThat(scene.outcome(gone)).isInstanceOf(Outcome.Gone.class);
        assertThat(scene.hubspot.field(CONTACTS, target(good), "city")).isEqualTo("Delft");
        assertThat(scene.hubspot.field(CONTACTS, target(clear), "jobtitle")).isEmpty();
        assertThat(written(good.head().link())).containsExactly("applied");
        assertThat(written(bad.head().link())).containsExactly("rejected");
    }

    @Test
    void createsRecordsAndNamesTheOneThatIsThereAlready() {
        // Given
        SampleCommands hubspot = scene.toHubSpot(Lane.BACKFILL);
        String existing = contact();
        WriteCommand first = create(hubspot, "grace-" + UUID.randomUUID() + "@example.com");
        WriteCommand second = create(hubspot, "edith-" + UUID.randomUUID() + "@example.com");
        WriteCommand third = create(hubspot, scene.hubspot.field(CONTACTS, existing, "email"));

        // When
        scene.send(first, second, third);

        // Then
        assertThat(scene.outcome(first)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.outcome(second)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.outcome(third)).isInstanceOfSatisfying(Outcome.AlreadyExists.class, exists -> assertThat(
                exists.existing()).hasValueSatisfying(ref -> assertThat(ref.id()).isEqualTo(existing)));
        assertThat(withEmail(first)).hasSize(1);
        assertThat(withEmail(second)).hasSize(1);
    }

    @Test
    void waitsOutTheAppsLimitAndTellsItOnce() {
        // Given
        scene.hubspot.fault("contacts.batch_update", 1, "status", 429, Map.of("Retry-After", "2"));
        int parkedBefore = scene.activity(Activity.AccountParked.class).size();
        WriteCommand command = update(scene.toHubSpot(Lane.LIVE), contact(), text("city", "Gouda"));
        Instant sentAt = Instant.now();

        // When
        scene.send(command);

        // Then
        assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class);
        assertThat(Duration.between(sentAt, Instant.now())).isGreaterThan(Duration.ofMillis(1900));
        assertThat(scene.hubspot.calls("contacts.batch_update")).isEqualTo(2);
        await("the parked account").until(
                () -> scene.activity(Activity.AccountParked.class).size() == parkedBefore + 1);
        assertThat(scene.query("SELECT attempts FROM writer.backlog WHERE command = ?", id(command))).isEqualTo("0");
    }

    @Test
    void makesOneRecordWhenTheAnswerToACreateIsLost() {
        // Given
        scene.hubspot.fault("contacts.batch_create", 1, "reset_after", 0, Map.of());
        WriteCommand command = create(scene.toHubSpot(Lane.LIVE), "lost-" + UUID.randomUUID() + "@example.com");

        // When
        scene.send(command);

        // Then
        assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class);
        assertThat(withEmail(command)).hasSize(1);
        assertThat(scene.hubspot.calls("contacts.batch_create")).isEqualTo(1);
    }

    @Test
    void sendsALostCreateAgainOnlyOnceItCannotBeCarriedOutAnyMore() {
        // Given
        scene.hubspot.fault("contacts.batch_create", 1, "reset_before", 0, Map.of());
        WriteCommand command = create(scene.toHubSpot(Lane.LIVE), "never-" + UUID.randomUUID() + "@example.com");
        scene.send(command);
        await("the looks before the call and after its lost answer").until(
                () -> scene.hubspot.calls("contacts.batch_read") > 1);
        assertThat(scene.results(id(command))).isEmpty();
        assertThat(scene.hubspot.calls("contacts.batch_create")).isEqualTo(1);

        // When
        scene.clock().advance(Duration.ofSeconds(31));

        // Then
        assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class);
        assertThat(withEmail(command)).hasSize(1);
        assertThat(scene.hubspot.calls("contacts.batch_create")).isEqualTo(2);
    }

    @Test
    void readsAnUpdateWhoseAnswerWasLostBeforeItSendsAnything() {
        // Given
        scene.hubspot.fault("contacts.batch_update", 1, "status_after", 502, Map.of());
        WriteCommand command = update(scene.toHubSpot(Lane.LIVE), contact(), text("city", "Zwolle"));

        // When
        scene.send(command);

        // Then
        assertThat(scene.outcome(command)).isInstanceOfSatisfying(
                Outcome.Applied.class, applied -> assertThat(applied.inAnswer()).isFalse());
        assertThat(scene.hubspot.calls("contacts.batch_update")).isEqualTo(1);
    }

    @Test
    void triesAgainAfterAPassingFailure() {
        // Given
        scene.hubspot.fault("contacts.batch_update", 2, "status", 503, Map.of());
        WriteCommand command = update(scene.toHubSpot(Lane.LIVE), contact(), text("city", "Breda"));

        // When
        scene.send(command);

        // Then
        assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.query("SELECT attempts FROM writer.backlog WHERE command = ?", id(command))).isEqualTo("2");
        await("both failures").untilAsserted(() -> assertThat(scene.activity(Activity.WritesWaiting.class).stream()
                        .flatMap(told -> told.writes().stream())
                        .filter(write -> write.link().equals(command.head().link()))
                        .map(Activity.Waiting::attempts))
                .containsExactly(1, 2));
    }

    @Test
    void triesWhatWaitsAgainWhenItIsAskedTo() {
        // Given: a command that would be tried again tomorrow
        state(Scene.HUBSPOT, "PAUSED");
        WriteCommand command = update(scene.toHubSpot(Lane.LIVE), contact(), text("city", "Venlo"));
        scene.send(command);
        await("the backlog").until(() -> !scene.query(
                "SELECT command FROM writer.backlog WHERE command = ?", id(command)).isEmpty());
        scene.execute("UPDATE writer.backlog SET next_try = ?, attempts = 3 WHERE command = ?",
                Timestamp.from(scene.clock().instant().plus(Duration.ofDays(1))), id(command));
        state(Scene.HUBSPOT, "CONNECTED");

        // When
        scene.request(new Request.RetryWrites(command.head().message()));

        // Then
        assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.query("SELECT attempts FROM writer.backlog WHERE command = ?", id(command))).isEqualTo("3");
    }

    @Test
    void findsTheGoodRecordsOfABatchThatIsRefusedAsAWhole() {
        // Given
        scene.hubspot.fault("contacts.batch_update", 1, "status", 400, Map.of());
        SampleCommands hubspot = scene.toHubSpot(Lane.BACKFILL);
        List<WriteCommand> commands = IntStream.range(0, 4)
                .mapToObj(i -> update(hubspot, contact(), text("city", "Assen")))
                .toList();

        // When
        scene.send(commands);

        // Then
        commands.forEach(command -> assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class));
    }

    @Test
    void letsANewerRevisionReplaceTheQueuedOne() {
        // Given
        state(Scene.HUBSPOT, "PAUSED");
        String record = contact();
        String link = UUID.randomUUID().toString();
        SampleCommands hubspot = scene.toHubSpot(Lane.LIVE);
        WriteCommand older = hubspot.update(UUID.randomUUID().toString(), link, 1, record, text("city", "Oss"));
        WriteCommand newer = hubspot.update(UUID.randomUUID().toString(), link, 2, record, text("city", "Ede"));
        scene.send(older);
        await("the older command").until(() -> !scene.query(
                "SELECT command FROM writer.backlog WHERE command = ?", id(older)).isEmpty());

        // When
        scene.send(newer);

        // Then
        assertThat(scene.outcome(older)).isEqualTo(new Outcome.Superseded(id(newer)));
        state(Scene.HUBSPOT, "CONNECTED");
        assertThat(scene.outcome(newer)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.hubspot.field(CONTACTS, record, "city")).isEqualTo("Ede");
        assertThat(scene.hubspot.calls("contacts.batch_update")).isEqualTo(1);
    }

    @Test
    void answersACommandThatComesAgainFromItsLedger() {
        // Given
        WriteCommand command = update(scene.toHubSpot(Lane.LIVE), contact(), text("city", "Tiel"));
        scene.send(command);
        scene.outcome(command);

        // When
        scene.send(command);

        // Then
        await("the second answer").until(() -> scene.results(id(command)).size() == 2);
        assertThat(scene.results(id(command)).get(1)).isEqualTo(scene.results(id(command)).get(0));
        assertThat(scene.hubspot.calls("contacts.batch_update")).isEqualTo(1);
    }

    @Test
    void refusesADecisionMadeUnderAnOlderConfiguration() {
        // Given
        SampleCommands hubspot = scene.toHubSpot(Lane.LIVE);
        var head = hubspot.head(UUID.randomUUID().toString(), UUID.randomUUID().toString(), 1, VERSION - 1);
        WriteCommand command = hubspot.update(head, contact(), text("city", "Ommen"), Map.of(), hubspot.now());

        // When
        scene.send(command);

        // Then
        assertThat(scene.outcome(command)).isInstanceOfSatisfying(Outcome.Stale.class, stale -> assertThat(stale.why())
                .contains("version " + (VERSION - 1)));
        assertThat(scene.hubspot.calls("contacts.batch_update")).isZero();
    }

    @Test
    void checksAnAgedDecisionAgainstAFreshReading() {
        // Given
        SampleCommands hubspot = scene.toHubSpot(Lane.LIVE);
        Instant longAgo = hubspot.now().minus(Duration.ofMinutes(20));
        String touched = contact();
        String untouched = contact();
        scene.hubspot.edit(CONTACTS, touched, "city", "Edited");
        scene.hubspot.edit(CONTACTS, untouched, "city", "Seen");
        var seen = text("city", "Seen");
        WriteCommand outdated = hubspot.update(head(hubspot), touched, text("city", "A"), seen, longAgo);
        WriteCommand valid = hubspot.update(head(hubspot), untouched, text("city", "B"), seen, longAgo);

        // When
        scene.send(outdated, valid);

        // Then
        assertThat(scene.outcome(outdated)).isInstanceOfSatisfying(Outcome.Stale.class, stale -> assertThat(stale.now())
                .hasValueSatisfying(now -> assertThat(now.field("city")).isEqualTo(FieldValue.text("Edited"))));
        assertThat(scene.outcome(valid)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.hubspot.field(CONTACTS, touched, "city")).isEqualTo("Edited");
    }

    @Test
    void deletesOnlyWhatIsStillAsItWasSeen() {
        // Given
        SampleCommands hubspot = scene.toHubSpot(Lane.LIVE);
        String changed = contact();
        String same = contact();
        String city = scene.hubspot.field(CONTACTS, same, "city");
        WriteCommand refused = hubspot.delete(
                UUID.randomUUID().toString(), UUID.randomUUID().toString(), changed, text("city", "Elsewhere"));
        WriteCommand done = hubspot.delete(
                UUID.randomUUID().toString(), UUID.randomUUID().toString(), same, text("city", city));

        // When
        scene.send(refused, done);

        // Then
        assertThat(scene.outcome(refused)).isInstanceOf(Outcome.Stale.class);
        assertThat(scene.outcome(done)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.hubspot.record(CONTACTS, same).path("deleted").asBoolean()).isTrue();
        assertThat(scene.hubspot.record(CONTACTS, changed).path("deleted").asBoolean()).isFalse();
    }

    @Test
    void restsWhenCredentialsAreRefusedAndGoesOnOnceTheyAreMended() {
        // Given
        scene.hubspot.fault("contacts.batch_update", 2, "status", 401, Map.of());
        int failedBefore = scene.activity(Activity.AccountFailed.class).size();
        WriteCommand command = update(scene.toHubSpot(Lane.LIVE), contact(), text("city", "Urk"));
        scene.send(command);
        await("the refused account").until(() -> scene.activity(Activity.AccountFailed.class).size() > failedBefore);
        assertThat(scene.results(id(command))).isEmpty();

        // When
        scene.mend(Scene.HUBSPOT);

        // Then
        assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.activity(Activity.AccountFailed.class)).hasSize(failedBefore + 1);
    }

    @Test
    void takesOverFromAnOwnerThatFellSilentAndResolvesWhatItHadSent() {
        // Given
        state(Scene.HUBSPOT, "PAUSED");
        String applied = contact();
        SampleCommands hubspot = scene.toHubSpot(Lane.LIVE);
        WriteCommand sent = update(hubspot, applied, text("city", "Leiden"));
        WriteCommand lost = update(hubspot, contact(), text("city", "Haarlem"));
        WriteCommand queued = update(hubspot, contact(), text("city", "Alkmaar"));
        scene.send(sent, lost, queued);
        await("the backlog").until(() -> scene.query(
                "SELECT count(*) FROM writer.backlog WHERE ended_at IS NULL AND account = 'hubspot'").equals("3"));
        scene.execute("UPDATE writer.lease SET owner = 'dead', until = clock_timestamp() + interval '1 second'"
                + " WHERE account = 'hubspot'");
        scene.execute("UPDATE writer.backlog SET call = 'dead/1', sent_at = ? WHERE command IN (?, ?)",
                Timestamp.from(scene.clock().instant()), id(sent), id(lost));
        scene.hubspot.edit(CONTACTS, applied, "city", "Leiden");
        state(Scene.HUBSPOT, "CONNECTED");

        // When
        Outcome outcomeOfQueued = scene.outcome(queued);

        // Then
        assertThat(outcomeOfQueued).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.results(id(sent))).isEmpty();
        scene.clock().advance(Duration.ofSeconds(31));
        assertThat(scene.outcome(sent)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.outcome(lost)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.hubspot.field(CONTACTS, target(lost), "city")).isEqualTo("Haarlem");
        assertThat(scene.hubspot.calls("contacts.batch_update")).isEqualTo(2);
    }

    @Test
    void tellsTheQueueAndTheBudgetOfAnAccountThatRests() {
        // Given
        WriteCommand command = update(scene.toHubSpot(Lane.LIVE), contact(), text("city", "Breda"));
        scene.send(command);
        assertThat(scene.outcome(command)).isInstanceOf(Outcome.Applied.class);

        // When
        await("the account to be given back").until(() -> scene.query(
                        "SELECT owner FROM writer.lease WHERE account = 'hubspot'").isEmpty());

        // Then
        Gauge backlog = registry.get(WriterMeters.BACKLOG).tag("account", "hubspot").gauge();
        await("an empty queue").until(() -> backlog.value() == 0);
        assertThat(registry.get(WriterMeters.BUDGET).tag("account", "hubspot").gauge().value()).isPositive();
    }

    @Test
    void parksCommandsThatNobodyCanCarryOut() {
        // Given
        int before = scene.deadLetters().size();
        SampleCommands nobody = scene.toHubSpot(Lane.LIVE);
        SampleCommands unknown = new SampleCommands(
                new AccountId("unknown"), nobody.side(), nobody.type(), Lane.LIVE, nobody.now());
        WriteCommand after = update(nobody, contact(), text("city", "Goes"));

        // When
        scene.sendRaw(Topics.COMMANDS, "{".getBytes(StandardCharsets.UTF_8));
        WriteCommand disconnected = nobody.update(
                elsewhere(head(nobody), new ConnectionId("unknown")), "1", text("city", "Nowhere"), Map.of(),
                nobody.now());
        scene.send(update(unknown, "1", text("city", "Nowhere")), disconnected, after);

        // Then
        assertThat(scene.outcome(after)).isInstanceOf(Outcome.Applied.class);
        await("the dead letters").until(() -> scene.deadLetters().size() == before + 3);
    }

    @Test
    void readsBackTenThousandWritesWithFiveCalls() {
        // Given
        SampleCommands salesforce = scene.toSalesforce(Lane.BACKFILL);
        JsonNode contacts = scene.salesforce.records("Contact");
        List<WriteCommand> commands = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            commands.add(update(
                    salesforce, contacts.get(i).path("id").asText(), text("Title", "Engineer")));
        }
        Set<String> ids = commands.stream().map(WriterIT::id).collect(Collectors.toSet());
        state(Scene.SALESFORCE, "PAUSED");
        scene.send(commands);
        await("the backlog").until(() -> scene.query(
                "SELECT count(*) FROM writer.backlog WHERE account = 'salesforce' AND ended_at IS NULL").equals("10000"));

        // When
        state(Scene.SALESFORCE, "CONNECTED");

        // Then
        WriteCommand last = commands.getLast();
        scene.outcome(id(last), Duration.ofMinutes(2));
        await("all results").until(() -> scene.results().stream()
                .filter(result -> ids.contains(result.command().id())).count() == 10_000);
        assertThat(scene.outcome(last)).isInstanceOfSatisfying(Outcome.Applied.class, applied -> {
            assertThat(applied.inAnswer()).isFalse();
            assertThat(applied.told()).hasValueSatisfying(
                    told -> assertThat(told.field("Title")).isEqualTo(FieldValue.text("Engineer")));
        });
        assertThat(scene.salesforce.calls("collections.update")).isEqualTo(50);
        assertThat(scene.salesforce.calls("Contact.retrieve")).isEqualTo(5);
    }

    private String contact() {
        return scene.hubspot.records(CONTACTS).get(USED.getAndIncrement()).path("id").asText();
    }

    private List<JsonNode> withEmail(WriteCommand command) {
        String email = command.fields().get("email") instanceof FieldValue.Present(Value.Text(String text)) ? text : "";
        return StreamSupport.stream(scene.hubspot.records(CONTACTS).spliterator(), false)
                .filter(record -> record.path("fields").path("email").asText().equals(email))
                .toList();
    }

    private List<String> written(String link) {
        await("activity of " + link).until(() -> !writtenNow(link).isEmpty());
        return writtenNow(link);
    }

    private List<String> writtenNow(String link) {
        return scene.activity(Activity.RecordsWritten.class).stream()
                .flatMap(activity -> activity.writes().stream())
                .filter(write -> write.link().equals(link))
                .map(Activity.Written::outcome)
                .toList();
    }

    private void state(AccountId account, String state) {
        scene.execute("UPDATE registry.account SET state = ? WHERE id = ?", state, account.value());
        scene.refresh();
    }

    private static WriteCommand update(SampleCommands to, String record, Map<String, FieldValue> fields) {
        return to.update(UUID.randomUUID().toString(), UUID.randomUUID().toString(), 1, record, fields);
    }

    private static WriteCommand create(SampleCommands to, String email) {
        return to.create(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                Map.of("email", FieldValue.text(email), "lastname", FieldValue.text("Hopper")),
                text("email", email));
    }

    private static CommandHead elsewhere(CommandHead head, ConnectionId connection) {
        return new CommandHead(head.message(), connection, head.object(), head.link(), head.side(), head.revision(),
                head.type(), head.lane(), head.configurationVersion());
    }

    private static CommandHead head(SampleCommands to) {
        return to.head(UUID.randomUUID().toString(), UUID.randomUUID().toString(), 1, VERSION);
    }

    private static String target(WriteCommand command) {
        return ((WriteCommand.UpdateRecord) command).target().id();
    }

    private static String id(WriteCommand command) {
        return SampleCommands.id(command);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Scene.LIMIT).pollInterval(Duration.ofMillis(20));
    }
}
