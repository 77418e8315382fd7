package io.bothways.writer;

import static io.bothways.writer.SampleCommands.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.testing.servers.RealServers;
import io.bothways.writer.backlog.CrashingTransactions;
import io.bothways.writer.backlog.CrashingTransactions.Failpoint;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The owner of an account is stopped at every edge of every step of a write, in turn: before each of its transactions and
 * right after it. Between two of them lies at most one exchange with the app, so every order of what happened and what is
 * known is met. Whoever comes next has to find the right outcome.
 */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(WriterIT.Timing.class)
class CrashPointIT {
    private static final int NEVER = Integer.MAX_VALUE;

    @Inject
    Scene scene;

    @Inject
    CrashingTransactions transactions;

    private int used = 300;

    @BeforeEach
    void calm() {
        scene.hubspot.noFaults();
    }

    @AfterEach
    void disarm() {
        transactions.disarm();
    }

    @Test
    void aCreateMakesOneRecordWhereverItsWriterStops() {
        atEveryEdge(Scene.HUBSPOT, 3, () -> {
            String email = "crash-" + UUID.randomUUID() + "@example.com";
            WriteCommand create = scene.toHubSpot(Lane.LIVE).create(
                    UUID.randomUUID().toString(), UUID.randomUUID().toString(),
                    Map.of("email", FieldValue.text(email), "lastname", FieldValue.text("Hopper")),
                    text("email", email));
            return new Trial(List.of(create), () -> {
                assertThat(outcome(create)).isInstanceOf(Outcome.Applied.class);
                assertThat(StreamSupport.stream(scene.hubspot.records("contacts").spliterator(), false)
                        .filter(record -> record.path("fields").path("email").asText().equals(email))).hasSize(1);
            });
        });
    }

    @Test
    void aBatchOfUpdatesEndsRightForEachRecordWhereverItsWriterStops() {
        atEveryEdge(Scene.HUBSPOT, 3, () -> {
            SampleCommands hubspot = scene.toHubSpot(Lane.LIVE);
            WriteCommand.UpdateRecord good = update(hubspot, contact(), text("city", "Delft " + used));
            WriteCommand.UpdateRecord other = update(hubspot, contact(), text("city", "Gouda " + used));
            WriteCommand.UpdateRecord bad = update(
                    hubspot, contact(), Map.of("customer_tier", FieldValue.of(new Value.Option("platinum"))));
            WriteCommand.UpdateRecord gone = update(hubspot, "999999999", text("city", "Delft"));
            return new Trial(List.of(good, other, bad, gone), () -> {
                assertThat(outcome(good)).isInstanceOf(Outcome.Applied.class);
                assertThat(outcome(other)).isInstanceOf(Outcome.Applied.class);
                assertThat(outcome(bad)).isInstanceOf(Outcome.Rejected.class);
                assertThat(outcome(gone)).isInstanceOf(Outcome.Gone.class);
                for (WriteCommand.UpdateRecord update : List.of(good, other)) {
                    assertThat(FieldValue.text(scene.hubspot.field("contacts", update.target().id(), "city")))
                            .isEqualTo(update.fields().get("city"));
                }
            });
        });
    }

    @Test
    void aCreateThatIsReadBackMakesOneRecordWhereverItsWriterStops() {
        atEveryEdge(Scene.SALESFORCE, 4, () -> {
            String email = "crash-" + UUID.randomUUID() + "@example.com";
            WriteCommand create = scene.toSalesforce(Lane.LIVE).create(
                    UUID.randomUUID().toString(), UUID.randomUUID().toString(),
                    Map.of("Email", FieldValue.text(email), "LastName", FieldValue.text("Hopper " + email)),
                    text("Email", email));
            return new Trial(List.of(create), () -> {
                assertThat(outcome(create)).isInstanceOf(Outcome.Applied.class);
                assertThat(scene.salesforce.find("Contact", email)).isEqualTo(1);
            });
        });
    }

    /** What is sent, and what has to be true in the end. */
    private record Trial(List<? extends WriteCommand> commands, Runnable judge) {}

    /** @param transactionsAtLeast that a write is known to take; the test has to meet all edges of all of them */
    private void atEveryEdge(AccountId account, int transactionsAtLeast, Supplier<Trial> trials) {
        List<String> edges = run(account, trials.get(), NEVER);
        assertThat(edges).hasSizeGreaterThanOrEqualTo(2 * transactionsAtLeast);
        for (int edge = 0; edge < edges.size(); edge++) {
            List<String> passed = run(account, trials.get(), edge);
            assertThat(passed.getLast()).as("where it was stopped").isEqualTo(edges.get(edge));
        }
    }

    private List<String> run(AccountId account, Trial trial, int edge) {
        scene.hubspot.resetCalls();
        Failpoint failpoint = transactions.crash(account.value(), edge);
        scene.send(trial.commands());
        if (edge == NEVER) {
            trial.commands().forEach(this::outcome);
            Awaitility.await("the end of the steps").atMost(Scene.LIMIT)
                    .until(() -> scene.query("SELECT count(*) FROM writer.untold").equals("0"));
            transactions.disarm();
        } else {
            assertThat(failpoint.hasEnded()).as("the owner is stopped at " + failpoint.passed()).isTrue();
            transactions.disarm();
            // The next owner need not wait for the lease to run out.
            scene.execute("UPDATE writer.lease SET until = '-infinity' WHERE account = ?", account.value());
        }
        try {
            trial.judge().run();
            assertThat(scene.hubspot.calls("contacts.batch_create") + scene.hubspot.calls("contacts.batch_update"))
                    .as("sent once, or again after nothing was found").isLessThanOrEqualTo(3);
            Awaitility.await("everything told").atMost(Scene.LIMIT)
                    .until(() -> scene.query("SELECT count(*) FROM writer.untold").equals("0"));
            for (WriteCommand command : trial.commands()) {
                assertThat(scene.results(SampleCommands.id(command)).stream().map(WriteResult::outcome).distinct())
                        .as("told the same each time").hasSize(1);
            }
        } catch (AssertionError wrong) {
            throw new AssertionError("stopped at " + failpoint.passed() + ": " + wrong.getMessage(), wrong);
        }
        return failpoint.passed();
    }

    /** A lost answer is looked for until it counts that nothing was found: the clock goes on meanwhile. */
    private Outcome outcome(WriteCommand command) {
        String id = SampleCommands.id(command);
        Awaitility.await("the result of " + id).atMost(Scene.LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (scene.results(id).isEmpty()) {
                scene.clock().advance(Duration.ofSeconds(10));
                return false;
            }
            return true;
        });
        return scene.results(id).getFirst().outcome();
    }

    private String contact() {
        return scene.hubspot.records("contacts").get(used++ % 400).path("id").asText();
    }

    private static WriteCommand.UpdateRecord update(
            SampleCommands to, String record, Map<String, FieldValue> fields) {
        return to.update(UUID.randomUUID().toString(), UUID.randomUUID().toString(), 1, record, fields);
    }
}
