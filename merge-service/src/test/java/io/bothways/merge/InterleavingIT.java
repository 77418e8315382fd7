package io.bothways.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.gate.Gates;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two and three workers on real PostgreSQL, one cut after each of its statements: whatever cuts into whatever, it ends
 * as if they had come one after the other. The oracle is the merge itself, made in both orders.
 */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class InterleavingIT {
    /** More statements than any of these batches has. */
    private static final int MOST_STATEMENTS = 80;

    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    @Inject
    Instance instance;

    @Inject
    Gates gates;

    private World world;
    private Interleaving interleaving;
    private int round;

    @BeforeEach
    void newWorld() throws Exception {
        world = new World(database, codec, flow, connections).opened();
        interleaving = new Interleaving(database);
    }

    /** What happens at once to records whose ids end with a name of their own. */
    private interface Scenario {
        /** Makes what is there before; gives the batches. */
        List<Batch> batches(String name) throws SQLException;
    }

    @Test
    void makesOneLinkOrOneCreateOfTwinsThatAppearOnBothSides() throws Exception {
        endsAsOneAfterTheOther(name -> List.of(
                Batch.ofChanges(List.of(reading(Side.A, name, "name", "Ann"))),
                Batch.ofChanges(List.of(reading(Side.B, name, "name", "Ann")))));
    }

    @Test
    void carriesAPointerWhoseEndIsLinkedMeanwhile() throws Exception {
        endsAsOneAfterTheOther(name -> {
            pair(name, "Ann");
            return List.of(
                    Batch.ofChanges(List.of(world.reading(Side.A, "a" + name, "email", email(name), "name", "Ann",
                            "company", "cx" + name))),
                    Batch.ofChanges(List.of(
                            world.companyReading(Side.A, "cx" + name, "d" + name + ".org", "Company"),
                            world.companyReading(Side.B, "cy" + name, "d" + name + ".org", "Company"))));
        });
    }

    @Test
    void mergesAResultAndANewerChange() throws Exception {
        endsAsOneAfterTheOther(name -> {
            pair(name, "Ann");
            world.read(reading(Side.A, name, "name", "Anna"));
            WriteCommand command = world.onlyCommand();
            return List.of(
                    Batch.ofResults(List.of(World.result(command, world.applied(command)))),
                    Batch.ofChanges(List.of(reading(Side.A, name, "name", "Hannah"))));
        });
    }

    @Test
    void mergesEditsOfTheSameFieldOnBothSides() throws Exception {
        endsAsOneAfterTheOther(name -> {
            pair(name, "Ann");
            return List.of(
                    Batch.ofChanges(List.of(reading(Side.A, name, "name", "Anna"))),
                    Batch.ofChanges(List.of(reading(Side.B, name, "name", "Hannah"))));
        });
    }

    @Test
    void followsACombinationWhileTheLoserIsToldDeleted() throws Exception {
        endsAsOneAfterTheOther(name -> {
            pair(name, "Ann");
            return List.of(
                    Batch.ofChanges(List.of(new ChangeEvent.RecordsCombined(world.head(Side.A, Cause.Kind.POLL),
                            world.contact(Side.A, "a" + name), world.contact(Side.A, "s" + name), World.evidence()))),
                    Batch.ofChanges(List.of(new ChangeEvent.RecordDeleted(world.head(Side.A, Cause.Kind.POLL),
                            world.contact(Side.A, "a" + name), World.evidence()))));
        });
    }

    @Test
    void followsACombinationWhileTheCounterpartIsDeleted() throws Exception {
        endsAsOneAfterTheOther(name -> {
            pair(name, "Ann");
            return List.of(
                    Batch.ofChanges(List.of(
                            world.reading(Side.A, "s" + name, "email", "s" + email(name), "name", "Sue"),
                            new ChangeEvent.RecordsCombined(world.head(Side.A, Cause.Kind.POLL),
                                    world.contact(Side.A, "a" + name), world.contact(Side.A, "s" + name), World.evidence()))),
                    Batch.ofChanges(List.of(new ChangeEvent.RecordDeleted(world.head(Side.B, Cause.Kind.POLL),
                            world.contact(Side.B, "b" + name), World.evidence()))));
        });
    }

    @Test
    void mergesTheAnswerOfACreateAndTheNewRecordThatAPollFinds() throws Exception {
        endsAsOneAfterTheOther(name -> {
            world.read(reading(Side.A, name, "name", "Ann"));
            WriteCommand create = world.onlyCommand();
            var applied = world.applied(create);
            return List.of(
                    Batch.ofResults(List.of(World.result(create, applied))),
                    Batch.ofChanges(List.of(world.reading(Side.B, applied.ref().id(), "email", email(name),
                            "name", "Ann"))));
        });
    }

    @Test
    void makesOneCreateOfThreeReadingsAtOnce() throws Exception {
        Set<String> expected = new TreeSet<>();
        expected.add(after(name -> readingsOfThree(name), 0, 1, 2));
        expected.add(after(name -> readingsOfThree(name), 1, 0, 2));
        expected.add(after(name -> readingsOfThree(name), 2, 1, 0));
        expected.add(after(name -> readingsOfThree(name), 1, 2, 0));
        expected.add(after(name -> readingsOfThree(name), 0, 2, 1));
        expected.add(after(name -> readingsOfThree(name), 2, 0, 1));
        boolean more = true;
        for (int statement = 1; more && statement <= MOST_STATEMENTS; statement++) {
            for (int second = 1; second <= 16; second += 5) {
                String name = nextName();
                List<Batch> batches = readingsOfThree(name);
                more = interleaving.cutAfter(statement, work(batches.get(0)), second, work(batches.get(1)),
                        work(batches.get(2)));
                assertThat(expected).as("cut after statements %d and %d", statement, second).contains(seen(name));
                answerAll();
            }
        }
        assertThat(more).isFalse();
    }

    private List<Batch> readingsOfThree(String name) {
        return List.of(Batch.ofChanges(List.of(reading(Side.A, name, "name", "Ann"))),
                Batch.ofChanges(List.of(reading(Side.B, name, "name", "Ann"))),
                Batch.ofChanges(List.of(reading(Side.A, name, "name", "Ann", "city", "Bern"))));
    }

    private void endsAsOneAfterTheOther(Scenario scenario) throws Exception {
        Set<String> expected = new TreeSet<>();
        expected.add(after(scenario, 0, 1));
        expected.add(after(scenario, 1, 0));
        for (int cut = 0; cut < 2; cut++) {
            boolean more = true;
            for (int statement = 1; more && statement <= MOST_STATEMENTS; statement++) {
                String name = nextName();
                List<Batch> batches = scenario.batches(name);
                more = interleaving.cutAfter(statement, work(batches.get(cut)), List.of(work(batches.get(1 - cut))));
                assertThat(expected).as("batch %d cut after statement %d", cut, statement).contains(seen(name));
                answerAll();
            }
            assertThat(more).as("the batch was cut after its last statement").isFalse();
        }
    }

    private String after(Scenario scenario, int... order) throws SQLException {
        String name = nextName();
        List<Batch> batches = scenario.batches(name);
        for (int each : order) {
            flow.merge(batches.get(each));
        }
        String seen = seen(name);
        answerAll();
        return seen;
    }

    /** An instance of its own that has seen the gates open. */
    private Interleaving.Work work(Batch batch) {
        return data -> instance.on(data, gates).merge(batch);
    }

    private void answerAll() throws SQLException {
        world.carryOutAll();
    }

    private void pair(String name, String person) throws SQLException {
        world.read(reading(Side.A, name, "name", person), reading(Side.B, name, "name", person));
        answerAll();
    }

    private ChangeEvent.RecordChanged reading(Side side, String name, String... namesAndValues) {
        List<String> all = new ArrayList<>(List.of("email", email(name)));
        all.addAll(List.of(namesAndValues));
        return world.reading(side, (side == Side.A ? "a" : "b") + name, all.toArray(String[]::new));
    }

    private static String email(String name) {
        return "p" + name + "@x.org";
    }

    private String nextName() {
        return "%04d".formatted(++round);
    }

    /** How the records of a name stand before and after all commands are carried out, without what is random. */
    private String seen(String name) throws SQLException {
        String before = state(name);
        String commands = String.join(" ", world.commands().stream()
                .map(command -> command.getClass().getSimpleName() + command.head().side() + new TreeSet<>(command.fields().keySet()))
                .sorted()
                .toList());
        answerAll();
        return ("at once: " + before + " sends " + commands + ", at rest: " + state(name)).replace(name, "*")
                .replaceAll("new\\d+", "new");
    }

    private String state(String name) throws SQLException {
        return "" + rows("SELECT object || ' ' || coalesce(id_a, '') || '-' || coalesce(id_b, '') || ' ' || state"
                + " FROM merge.link WHERE tenant = ? AND (coalesce(id_a, '') LIKE ? OR coalesce(id_b, '') LIKE ?)", name, 2)
                + rows("SELECT id || CASE WHEN deleted THEN ' deleted' ELSE '' END || ' ' || alias_of || ' ' || fields"
                        + " FROM merge.mirror WHERE tenant = ? AND fields LIKE ?", name, 1)
                + rows("SELECT 'waits for ' || id FROM merge.waiting_edge WHERE tenant = ? AND id LIKE ?", name, 1);
    }

    private List<String> rows(String sql, String name, int names) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, world.tenant.value());
            for (int i = 0; i < names; i++) {
                select.setString(i + 2, "%" + name + "%");
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
        rows.sort(null);
        return rows;
    }
}
