package io.bothways.merge;

import static io.bothways.merge.World.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.Topics;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Request.Choice;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.core.merge.Rewrites;
import io.bothways.merge.batch.Order;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided about fields over several batches: conflicts and their losers, clocks, rewrites. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class FieldRulesIT {
    private static final long SECOND = 1_000;

    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final long morning = World.stamp();

    @Test
    void putsTheLosingValueOfAConflictBackOnBothSides() throws Exception {
        World world = conflict();
        world.carryOutAll();
        assertThat(lostValues(world)).isEqualTo(1);

        world.order(new Order.Field(world.link("contact", world.linkOf("1")), "name", Choice.PUT_BACK));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "name", "Annie"));
        WriteCommand putBack = world.onlyCommand();
        world.answer(putBack, world.applied(putBack));
        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.A, "name", "Annie"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void keepsTheLosingValueOnceHoweverOftenItsConflictIsDecided() throws Exception {
        World world = conflict();
        world.answer(world.onlyCommand(), new Outcome.Rejected(new Failure("INVALID_VALUE", "no", "", "", 400)));

        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Annie", "city", "Oslo"));
        world.carryOutAll();

        assertThat(lostValues(world)).isEqualTo(1);
    }

    @Test
    void putsNothingBackOverALaterEdit() throws Exception {
        World world = conflict();
        world.carryOutAll();
        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Later"));
        world.carryOutAll();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Latest"));

        world.order(new Order.Field(world.link("contact", world.linkOf("1")), "name", Choice.PUT_BACK));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "name", "Latest"));
        assertThat(answerTold(world)).isEqualTo(Activity.PutBack.EDITED_SINCE);
    }

    @Test
    void putsNothingBackOverALaterEditThatBothSidesHoldByNow() throws Exception {
        World world = conflict();
        world.carryOutAll();
        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Later"));
        world.carryOutAll();

        world.order(new Order.Field(world.link("contact", world.linkOf("1")), "name", Choice.PUT_BACK));

        assertThat(world.commands()).isEmpty();
        assertThat(answerTold(world)).isEqualTo(Activity.PutBack.EDITED_SINCE);
    }

    @ParameterizedTest
    @CsvSource({"city,NOT_KEPT", "name,WRITING"})
    void tellsWhatBecameOfAWishForALosingValue(String mapping, Activity.PutBack answer) throws Exception {
        World world = conflict();
        world.carryOutAll();

        world.order(new Order.Field(world.link("contact", world.linkOf("1")), mapping, Choice.PUT_BACK));

        assertThat(answerTold(world)).isEqualTo(answer);
    }

    @Test
    void aWishDuringAWriteIsToldToComeAgain() throws Exception {
        World world = conflict();

        world.order(new Order.Field(world.link("contact", world.linkOf("1")), "name", Choice.PUT_BACK));

        assertThat(answerTold(world)).isEqualTo(Activity.PutBack.NOT_NOW);
    }

    @Test
    void carriesTheSideThatAPersonChoseAndKeepsTheOtherValue() throws Exception {
        World world = linked(Policy.REVIEW);
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna"),
                world.reading(Side.B, "7", "email", "ann@x.org", "name", "Annie"));
        assertThat(world.links("contact")).containsExactly("1-7 CONFLICT FIELD_CONFLICT");

        world.order(new Order.Field(world.link("contact", world.linkOf("1")), "name", Choice.SIDE_B));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.A, "name", "Annie"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
        assertThat(lostValues(world)).isEqualTo(1);
    }

    @Test
    void takesTheStampOfOurOwnWriteForNoEvidenceOfAPersonsEdit() throws Exception {
        World world = linked(Policy.NEWEST);
        // B's name is edited first, unseen; A's city is carried there, which moves B's stamp; A's name is edited last.
        stamped(world, Side.A, "1", morning + SECOND, "email", "ann@x.org", "name", "Ann", "city", "Rome");
        WriteCommand city = world.onlyCommand();
        RecordRef target = world.contact(Side.B, "7");
        world.answer(city, new Outcome.Applied(target, Optional.of(new Snapshot(target, city.fields(),
                World.evidence(morning + 60 * SECOND, SECOND), false)), true));
        stamped(world, Side.A, "1", morning + 30 * SECOND, "email", "ann@x.org", "name", "Anna", "city", "Rome");
        WriteCommand name = world.onlyCommand();
        world.answer(name, new Outcome.Stale(Optional.of(new Snapshot(target,
                fields(Side.B, "name", "Annie"), World.evidence(morning + 60 * SECOND, SECOND), false)), "edited"));

        assertThat(world.links("contact")).containsExactly("1-7 CONFLICT FIELD_CONFLICT");
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void letsTheLaterEditStandWhereBothClocksSaySo() throws Exception {
        World world = linked(Policy.NEWEST);

        world.read(reading(world, Side.A, "1", morning, "email", "ann@x.org", "name", "Anna"),
                reading(world, Side.B, "7", morning + 2 * SECOND, "email", "ann@x.org", "name", "Annie"));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.A, "name", "Annie"));
    }

    @Test
    void leavesTheChoiceToAPersonWhereAClockCountsInDays() throws Exception {
        World world = linked(Policy.NEWEST);
        long day = 80_000 * SECOND;
        Map<String, FieldValue> b = new TreeMap<>(fields(Side.B, "email", "ann@x.org", "name", "Annie", "phone", "",
                "city", "", "company", ""));

        world.read(reading(world, Side.A, "1", morning, "email", "ann@x.org", "name", "Anna"),
                new ChangeEvent.RecordChanged(world.head(Side.B, Cause.Kind.POLL), new Snapshot(
                        world.contact(Side.B, "7"), b,
                        World.evidence(morning - 40_000 * SECOND, day), true)));

        assertThat(world.links("contact")).containsExactly("1-7 CONFLICT FIELD_CONFLICT");
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void stopsTwoAutomationsThatAnswerEachOther() throws Exception {
        World world = linked(Policy.SIDE_A);
        long clock = morning;
        stamped(world, Side.A, "1", clock, "email", "ann@x.org", "name", "two");
        int writes = 0;
        for (List<WriteCommand> due = world.commands(); !due.isEmpty() && writes < 50; due = world.commands()) {
            WriteCommand command = due.getFirst();
            writes++;
            clock += SECOND;
            Side side = command.head().side();
            RecordRef ref = ((WriteCommand.UpdateRecord) command).target();
            world.answer(command, new Outcome.Applied(ref, Optional.of(new Snapshot(
                    ref, command.fields(), World.evidence(clock, SECOND), false)), true));
            clock += SECOND;
            stamped(world, side, ref.id(), clock, "email", "ann@x.org", "name",
                    side == Side.A ? "two" : "two".toUpperCase(Locale.ROOT) + "!");
        }

        assertThat(writes).isEqualTo(Rewrites.MOST);
        assertThat(world.links("contact")).containsExactly("1-7 REVIEW FIELD_REWRITTEN");
        world.order(new Order.Field(world.link("contact", world.linkOf("1")), "name", Choice.SIDE_A));
        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "name", "two"));
    }

    @Test
    void carriesAnAssociationAndItsRemovalBothWays() throws Exception {
        World world = linked(Policy.SIDE_A);
        world.read(world.companyReading(Side.A, "c1", "acme.org", "Acme"),
                world.companyReading(Side.B, "C1", "acme.org", "Acme"));

        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann", "company", "C1"));
        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.A, "company", "c1"));
        world.carryOutAll();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann", "company", ""));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "company", ""));
    }

    @Test
    void forgetsAnAssociationThatWasRemovedWhileItWaitedForItsOtherEnd() throws Exception {
        World world = linked(Policy.SIDE_A);
        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann", "company", "C9"));
        assertThat(world.links("contact")).containsExactly("1-7 WAITING REFERENCE_UNLINKED");

        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann", "company", ""));
        world.read(world.companyReading(Side.A, "c9", "acme.org", "Acme"),
                world.companyReading(Side.B, "C9", "acme.org", "Acme"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
        assertThat(world.count("SELECT count(*) FROM merge.waiting_edge WHERE tenant = ?")).isZero();
    }

    private World conflict() throws Exception {
        World world = linked(Policy.SIDE_A);
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna"),
                world.reading(Side.B, "7", "email", "ann@x.org", "name", "Annie"));
        return world;
    }

    private World linked(Policy policy) throws Exception {
        World world = new World(database, codec, flow, connections, contact -> withPolicy(contact, policy)).opened();
        long before = morning - 86_300 * SECOND;
        world.read(reading(world, Side.A, "1", before, "email", "ann@x.org", "name", "Ann"),
                reading(world, Side.B, "7", before, "email", "ann@x.org", "name", "Ann"));
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
        return world;
    }

    private static ObjectSync withPolicy(ObjectSync contact, Policy policy) {
        return contact.withMappings(contact.mappings().stream()
                .map((Mapping mapping) -> mapping.withPolicy(policy))
                .toList());
    }

    private void stamped(World world, Side side, String id, long stamp, String... values) {
        world.read(reading(world, side, id, stamp, values));
    }

    private ChangeEvent.RecordChanged reading(World world, Side side, String id, long stamp, String... values) {
        Map<String, FieldValue> all = new TreeMap<>(
                fields(side, "email", "", "name", "", "phone", "", "city", "", "company", ""));
        all.putAll(fields(side, values));
        return new ChangeEvent.RecordChanged(world.head(side, Cause.Kind.POLL),
                new Snapshot(world.contact(side, id), all, World.evidence(stamp, SECOND), true));
    }

    private static long lostValues(World world) throws Exception {
        return world.count("SELECT count(*) FROM merge.lost_value WHERE tenant = ?");
    }

    private Activity.PutBack answerTold(World world) {
        byte[] told = Listener.await(kafka, Topics.ACTIVITY, message ->
                world.connection.value().equals(message.key())
                        && codec.decodeActivity(message.value()) instanceof Activity.PutBackAnswered)
                .value();
        return ((Activity.PutBackAnswered) codec.decodeActivity(told)).answer();
    }
}
