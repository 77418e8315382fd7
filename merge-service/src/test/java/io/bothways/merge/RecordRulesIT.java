package io.bothways.merge;

import static io.bothways.merge.World.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.core.pair.DeleteBrake;
import io.bothways.merge.batch.Order;
import io.bothways.merge.remove.RemovalRound;
import io.bothways.merge.remove.RemovalStore;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records that are deleted, combined and restored, on real tables. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class RecordRulesIT {
    private static final Mark FORMER =
            new Mark(new MappedField("City", ValueType.TEXT, true, true, false), "former");

    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    @Inject
    MessageHeads heads;

    private final List<Activity.DeletesHeld> told = new ArrayList<>();
    private @Nullable RemovalRound removals;

    @Test
    void asksTheAppByIdThenDeletesAndNeverLetsTheDeleteComeBack() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1");

        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL));
        assertThat(world.links("contact")).containsExactly("1-B1 PENDING DELETE_CHECKED");
        round();
        assertThat(world.commands()).isEmpty();
        world.read(world.deleted(Side.A, "1", Cause.Kind.REQUEST));
        round();

        WriteCommand.DeleteRecord delete = (WriteCommand.DeleteRecord) world.onlyCommand();
        assertThat(delete.target()).isEqualTo(world.contact(Side.B, "B1"));
        assertThat(delete.expected()).containsAllEntriesOf(fields(Side.B, "email", "p1@x.org", "name", "P1"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-B1 ENDED RECORD_DELETED");
        world.read(world.deleted(Side.B, "B1", Cause.Kind.POLL));
        round();
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void leavesAnUndoneDeleteAlone() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1");
        confirmed(world, "1");
        world.carryOutAll();

        world.read(world.reading(Side.A, "1", "email", "p1@x.org", "name", "P1"));
        round();

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 ENDED DELETE_UNDONE");
    }

    @Test
    void goesOnWithARecordThatIsBackBeforeItsCounterpartFollowed() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1");
        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL));

        world.read(world.reading(Side.A, "1", "email", "p1@x.org", "name", "Paula"));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "name", "Paula"));
        world.carryOutAll();
        round();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void deletesNothingWhereTheRecordTurnsOutToLiveOnElsewhere() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1");
        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL));
        round();

        world.read(world.combined(Side.A, "1", "9"),
                world.reading(Side.A, "9", "email", "p1@x.org", "name", "P1", "city", "Rome"));
        round();

        assertThat(world.onlyCommand()).isInstanceOf(WriteCommand.UpdateRecord.class);
        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "city", "Rome"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("9-B1 IN_SYNC");
    }

    @Test
    void letsAnEditBeatADeleteUntilAPersonDecides() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1");
        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL),
                world.reading(Side.B, "B1", "email", "p1@x.org", "name", "Paula"));
        round();
        world.read(world.deleted(Side.A, "1", Cause.Kind.REQUEST));
        round();
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 REVIEW EDIT_BEATS_DELETE");

        decide(world, world.linkOf("1"), true);

        assertThat(world.onlyCommand()).isInstanceOf(WriteCommand.DeleteRecord.class);
    }

    @Test
    void keepsTheRecordOfADeleteThatAPersonDeclines() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1");
        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL),
                world.reading(Side.B, "B1", "email", "p1@x.org", "name", "Paula"));
        round();
        world.read(world.deleted(Side.A, "1", Cause.Kind.REQUEST));

        decide(world, world.linkOf("1"), false);
        round();

        assertThat(world.links("contact")).containsExactly("1-B1 ENDED DELETE_UNDONE");
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void reviewsADeleteWhoseTargetWasEditedJustBeforeItWasSent() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1");
        confirmed(world, "1");

        world.answer(world.onlyCommand(), new Outcome.Stale(Optional.of(new Snapshot(world.contact(Side.B, "B1"),
                fields(Side.B, "name", "Paula"), World.evidence(), false)), "edited"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 REVIEW EDIT_BEATS_DELETE");
    }

    @Test
    void marksTheCounterpartWhereThePolicySaysSo() throws Exception {
        World world = deleting(new OnDelete.Tag(FORMER), "1");
        confirmed(world, "1");

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "city", "former"));
        world.carryOutAll();
        round();

        assertThat(world.links("contact")).containsExactly("1-B1 ENDED RECORD_DELETED");
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void endsTheLinkAndNeverMakesTheRecordAgainWhereDeletesAreIgnored() throws Exception {
        World world = deleting(new OnDelete.Ignore(), "1");

        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL));
        world.read(world.reading(Side.B, "B1", "email", "p1@x.org", "name", "Paula"));
        round();

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 ENDED RECORD_DELETED");
    }

    @Test
    void holdsTooManyDeletesAndLetsExactlyThatBatchGoOnce() throws Exception {
        String[] ids = new String[12];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Integer.toString(i + 1);
        }
        World world = deleting(new OnDelete.Delete(), ids);
        for (String id : ids) {
            world.read(world.deleted(Side.A, id, Cause.Kind.POLL));
        }
        round();
        for (String id : ids) {
            world.read(world.deleted(Side.A, id, Cause.Kind.REQUEST));
        }
        round();
        round();
        List<Activity.DeletesHeld> held = told.stream()
                .filter(activity -> activity.connection().equals(world.connection))
                .toList();

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).allMatch(link -> link.endsWith("REVIEW DELETES_HELD")).hasSize(12);
        assertThat(held).hasSize(1);
        assertThat(held.getFirst().deletes()).isEqualTo(12);
        assertThat(held.getFirst().records()).isEqualTo(12);
        decide(world, DeleteBrake.nameOf(List.of(world.linkOf("1"))), true);
        assertThat(world.commands()).isEmpty();
        decide(world, held.getFirst().batch(), true);
        assertThat(world.commands()).hasSize(12).allMatch(WriteCommand.DeleteRecord.class::isInstance);
        world.carryOutAll();
        assertThat(world.links("contact")).allMatch(link -> link.endsWith("ENDED RECORD_DELETED"));
    }

    @Test
    void letsFewDeletesOfManyRecordsGo() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1", "2", "3");

        confirmed(world, "1");
        confirmed(world, "2");

        assertThat(world.commands()).hasSize(2);
    }

    @Test
    void followsAChainOfCombinedRecordsAndDeletesNothing() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1");

        world.read(world.combined(Side.A, "1", "8"), world.combined(Side.A, "8", "9"),
                world.reading(Side.A, "9", "email", "p1@x.org", "name", "P1"));
        round();

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("9-B1 IN_SYNC");
    }

    @Test
    void takesTheLinkAlongWhereTheAppTellsADeleteFirstAndTheCombineLater() throws Exception {
        World world = deleting(new OnDelete.Ignore(), "1");
        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL));
        assertThat(world.links("contact")).containsExactly("1-B1 ENDED RECORD_DELETED");

        world.read(world.reading(Side.A, "9", "email", "p1@x.org", "name", "P1", "city", "Rome"),
                world.combined(Side.A, "1", "9"));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "city", "Rome"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("9-B1 IN_SYNC");
    }

    @Test
    void leavesTwoLinkedLosersToAPersonAndDeletesNothing() throws Exception {
        World world = deleting(new OnDelete.Delete(), "1", "2");

        world.read(world.combined(Side.A, "1", "9"), world.combined(Side.A, "2", "9"),
                world.reading(Side.A, "9", "email", "p1@x.org", "name", "P1"));
        round();

        assertThat(world.commands()).noneMatch(WriteCommand.DeleteRecord.class::isInstance);
        assertThat(world.links("contact")).anyMatch(link -> link.endsWith("REVIEW COMBINED_BOTH_LINKED"))
                .anyMatch(link -> link.startsWith("9-B"));
    }

    /** A world whose contacts of side A are linked with B1, B2, … */
    private World deleting(OnDelete onDelete, String... ids) throws Exception {
        World world = new World(database, codec, flow, connections,
                contact -> contact.withDeletes(onDelete, onDelete)).opened();
        List<ChangeEvent> readings = new ArrayList<>();
        for (String id : ids) {
            String email = "p" + id + "@x.org";
            readings.add(world.reading(Side.A, id, "email", email, "name", "P" + id));
            readings.add(world.reading(Side.B, "B" + id, "email", email, "name", "P" + id));
        }
        world.read(readings.toArray(ChangeEvent[]::new));
        assertThat(world.commands()).isEmpty();
        return world;
    }

    private void confirmed(World world, String id) {
        world.read(world.deleted(Side.A, id, Cause.Kind.POLL));
        round();
        world.read(world.deleted(Side.A, id, Cause.Kind.REQUEST));
        round();
    }

    private void decide(World world, String batch, boolean approved) {
        List<Order> orders = removals().decided(new Request.DecideDeletes(world.head(Side.B, Cause.Kind.REQUEST),
                world.connection, "contact", Side.B, batch, approved));
        world.order(orders.toArray(Order[]::new));
    }

    private void round() {
        removals().go(connections.current());
    }


    private RemovalRound removals() {
        if (removals == null) {
            removals = new RemovalRound(new RemovalStore(database), flow, activity -> {
                if (activity instanceof Activity.DeletesHeld held) {
                    told.add(held);
                }
            }, heads::now, new RemovalRound.Pace(Duration.ZERO, Duration.ofDays(1), DeleteBrake.STANDARD),
                    Clock.systemUTC());
        }
        return removals;
    }
}
