package io.bothways.merge;

import static io.bothways.merge.World.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.core.pair.DeleteBrake;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Records that do not meet a scope rule, or do not any more, on real tables: side A's contacts live in Rome. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ScopeRulesIT {
    private static final Condition IN_ROME =
            new Condition.Test("city", ValueType.TEXT, Condition.Operator.IS, List.of("Rome"));

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

    @Test
    void leavesARecordAloneUntilItMeetsTheRule() throws Exception {
        World world = world(new LeaveScope.Freeze());

        world.read(anna(world, "city", "Bonn"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1- EXCLUDED OUT_OF_SCOPE");
        assertThat(world.count("SELECT count(*) FROM merge.link WHERE tenant = ? AND memory LIKE '%Bonn%'")).isZero();

        world.read(anna(world, "city", "ROME"));
        assertThat(world.onlyCommand()).isInstanceOf(WriteCommand.CreateRecord.class);
    }

    @Test
    void neitherLinksNorDoublesARecordWhoseCounterpartIsOutOfScope() throws Exception {
        World world = world(new LeaveScope.Freeze());
        world.read(anna(world, "city", "Bonn"));

        world.read(world.reading(Side.B, "B1", "email", "anna@x.org", "name", "Anna", "city", "Rome"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact"))
                .containsExactlyInAnyOrder("1- EXCLUDED OUT_OF_SCOPE", "-B1 EXCLUDED OUT_OF_SCOPE");
        world.read(anna(world, "city", "Rome"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
    }

    @Test
    void freezesAPairAndCarriesWhatChangedMeanwhileOnceItIsBack() throws Exception {
        World world = linked(new LeaveScope.Freeze());

        world.read(anna(world, "city", "Bonn", "name", "Anne"));
        world.read(world.reading(Side.B, "B1", "email", "anna@x.org", "name", "Anna", "city", "Rome", "phone", "123456789"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 EXCLUDED OUT_OF_SCOPE");

        world.read(anna(world, "city", "Rome", "name", "Anne"));
        assertThat(world.commands()).extracting(WriteCommand::fields).containsExactlyInAnyOrder(
                fields(Side.B, "name", "Anne"), fields(Side.A, "phone", "123456789"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
    }

    @Test
    void unlinksAPairAndMatchesItAnewOnceItIsBack() throws Exception {
        World world = linked(new LeaveScope.Unlink());

        world.read(anna(world, "city", "Bonn"));
        world.read(anna(world, "city", "Bonn", "name", "Anne"));
        world.read(world.reading(Side.B, "B1", "email", "anna@x.org", "name", "Annie", "city", "Rome"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact"))
                .containsExactlyInAnyOrder("1-B1 ENDED OUT_OF_SCOPE", "-B1 EXCLUDED OUT_OF_SCOPE");

        world.read(anna(world, "city", "Rome", "name", "Anne"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact"))
                .containsExactlyInAnyOrder("1-B1 ENDED OUT_OF_SCOPE", "1-B1 CONFLICT FIELD_DIFFERS");
    }

    @Test
    void waitsForACommandUnderWayBeforeItUnlinks() throws Exception {
        World world = linked(new LeaveScope.Unlink());
        world.read(anna(world, "city", "Rome", "name", "Anne"));
        WriteCommand underWay = world.onlyCommand();

        world.read(anna(world, "city", "Bonn", "name", "Anne"));
        assertThat(world.links("contact")).containsExactly("1-B1 EXCLUDED OUT_OF_SCOPE");

        world.answer(underWay, world.applied(underWay));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 ENDED OUT_OF_SCOPE");
    }

    @Test
    void aFieldThatWasNotReadIsNeverOut() throws Exception {
        World world = linked(new LeaveScope.Unlink());
        Map<String, FieldValue> unread = new TreeMap<>(
                fields(Side.A, "email", "anna@x.org", "name", "Anne", "phone", "", "company", ""));

        world.read(world.reading(Side.A, world.contact(Side.A, "1"), unread, Cause.Kind.POLL));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 WAITING SCOPE_UNDECIDED");

        world.read(anna(world, "city", "Rome", "name", "Anne"));
        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "name", "Anne"));
    }

    @Test
    void tagsTheCounterpartOnceAndLeavesItAlone() throws Exception {
        Mark former = new Mark(new MappedField("Status", ValueType.TEXT, true, true, false), "former");
        World world = linked(new LeaveScope.Tag(former));
        Map<String, FieldValue> known = new TreeMap<>(fields(Side.B, "email", "anna@x.org", "name", "Anna", "phone", "",
                "city", "Rome", "company", ""));
        known.put("Status", FieldValue.CLEARED);
        world.read(world.reading(Side.B, world.contact(Side.B, "B1"), known, Cause.Kind.POLL));

        world.read(anna(world, "city", "Bonn", "name", "Anne"));

        assertThat(world.onlyCommand().fields()).isEqualTo(Map.of("Status", FieldValue.text("former")));
        assertThat(world.carryOutAll()).isEqualTo(1);
        assertThat(world.links("contact")).containsExactly("1-B1 EXCLUDED OUT_OF_SCOPE");
        world.read(anna(world, "city", "Bonn", "name", "Annie"));
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void deletesTheCounterpartWithinTheBrakeAndNeverMakesItAgain() throws Exception {
        World world = linked(new LeaveScope.Delete());

        world.read(anna(world, "city", "Bonn"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 PENDING OUT_OF_SCOPE");
        round();
        assertThat(world.commands()).isEmpty();
        world.read(anna(world, Cause.Kind.REQUEST, "city", "Bonn"));
        round();

        WriteCommand.DeleteRecord delete = (WriteCommand.DeleteRecord) world.onlyCommand();
        assertThat(delete.target()).isEqualTo(world.contact(Side.B, "B1"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-B1 ENDED OUT_OF_SCOPE");
        for (String city : List.of("Bonn", "Rome")) {
            world.read(anna(world, "city", city, "name", "Anne"));
            round();
        }
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void deletesNothingOfARecordThatIsBackWhenItsAppIsAsked() throws Exception {
        World world = linked(new LeaveScope.Delete());
        world.read(anna(world, "city", "Bonn"));
        round();

        world.read(anna(world, Cause.Kind.REQUEST, "city", "Rome"));
        round();

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
    }

    @Test
    void anEditOfTheCounterpartBeatsTheDelete() throws Exception {
        World world = linked(new LeaveScope.Delete());

        world.read(anna(world, "city", "Bonn"),
                world.reading(Side.B, "B1", "email", "anna@x.org", "name", "Annie", "city", "Rome"));
        round();

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 REVIEW EDIT_BEATS_DELETE");
    }

    private static ChangeEvent anna(World world, String... namesAndValues) {
        return anna(world, Cause.Kind.POLL, namesAndValues);
    }

    private static ChangeEvent anna(World world, Cause.Kind cause, String... namesAndValues) {
        Map<String, FieldValue> all = new TreeMap<>(fields(
                Side.A, "email", "anna@x.org", "name", "Anna", "phone", "", "company", ""));
        all.putAll(fields(Side.A, namesAndValues));
        return world.reading(Side.A, world.contact(Side.A, "1"), all, cause);
    }

    private World linked(LeaveScope onLeave) throws Exception {
        World world = world(onLeave);
        world.read(anna(world, "city", "Rome"),
                world.reading(Side.B, "B1", "email", "anna@x.org", "name", "Anna", "city", "Rome"));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-B1 IN_SYNC");
        return world;
    }

    private World world(LeaveScope onLeave) throws Exception {
        UnaryOperator<ObjectSync> rule = contact ->
                contact.withScope(List.of(new ScopeRule("rome", IN_ROME, onLeave)), List.of());
        return new World(database, codec, flow, connections, rule).opened();
    }

    private void round() {
        new RemovalRound(new RemovalStore(database), flow, told -> {}, heads::now,
                        new RemovalRound.Pace(Duration.ZERO, Duration.ofHours(1), DeleteBrake.STANDARD),
                        Clock.systemUTC())
                .go(connections.current());
    }
}
