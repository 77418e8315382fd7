package io.bothways.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Records that apps combine while something else is going on, on real tables. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class CombinedRecordsIT {
    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    @Test
    void waitsForWhatACreateMakesWhoseSourceIsGone() throws Exception {
        World world = pairs();
        world.read(world.reading(Side.A, "9", "email", "p9@x.org", "name", "P9"));
        WriteCommand create = world.onlyCommand();
        world.read(world.deleted(Side.A, "9", Cause.Kind.POLL));

        world.read(world.reading(Side.B, "B9", "email", "p9@x.org", "name", "P9"));

        assertThat(world.links("contact")).containsExactlyInAnyOrder("-B9 WAITING CREATE_UNRESOLVED", "9- PENDING");
        world.answer(create, new Outcome.Applied(world.contact(Side.B, "B9"), Optional.empty(), false));
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("9-B9 ENDED RECORD_DELETED");
    }

    @Test
    void waitsForWhatACreateMakesWhoseSourceHoldsAnotherKeyByNow() throws Exception {
        World world = pairs();
        world.read(world.reading(Side.A, "9", "email", "p9@x.org", "name", "P9"));
        WriteCommand create = world.onlyCommand();
        world.read(world.reading(Side.A, "9", "email", "new9@x.org", "name", "P9"));
        world.read(world.reading(Side.A, "9", "email", "new9@x.org", "name", "Paul"));

        world.read(world.reading(Side.B, "B9", "email", "p9@x.org", "name", "P9"));

        assertThat(world.commands()).as("no counterpart is made of our own record").containsExactly(create);
        world.answer(create, new Outcome.Applied(world.contact(Side.B, "B9"), Optional.empty(), false));
        assertThat(world.links("contact")).hasSize(1).allMatch(link -> link.startsWith("9-B9 "));
        assertThat(world.onlyCommand().fields())
                .isEqualTo(World.fields(Side.B, "email", "new9@x.org", "name", "Paul"));
    }

    @Test
    void waitsForWhatACreateMakesWhoseSourceIsToldToHoldAnotherKeyAtTheSameTime() throws Exception {
        World world = pairs();
        world.read(world.reading(Side.A, "9", "email", "p9@x.org", "name", "P9"));
        WriteCommand create = world.onlyCommand();

        world.read(world.reading(Side.A, "9", "email", "new9@x.org", "name", "P9"),
                world.reading(Side.B, "B9", "email", "p9@x.org", "name", "P9"));

        assertThat(world.commands()).containsExactly(create);
        world.answer(create, new Outcome.Applied(world.contact(Side.B, "B9"), Optional.empty(), false));
        assertThat(world.links("contact")).hasSize(1).allMatch(link -> link.startsWith("9-B9 "));
    }

    @Test
    void goesOnWithOthersOnceACreateWhoseSourceIsGoneIsAnswered() throws Exception {
        World world = pairs();
        world.read(world.reading(Side.A, "9", "email", "p9@x.org", "name", "P9"));
        WriteCommand create = world.onlyCommand();
        world.read(world.deleted(Side.A, "9", Cause.Kind.POLL));
        world.read(world.reading(Side.B, "B7", "email", "p7@x.org", "name", "P7"));
        assertThat(world.commands()).containsExactly(create);

        world.answer(create, new Outcome.Rejected(new Failure("RULE_REFUSED", "No.", "", "", 400)));

        assertThat(world.onlyCommand()).isInstanceOf(WriteCommand.CreateRecord.class);
        assertThat(world.onlyCommand().head().side()).isEqualTo(Side.A);
    }

    @Test
    void matchesARecordInReviewOnceTheLinkOfItsRivalIsOver() throws Exception {
        World world = pairs("1", "3");
        world.read(world.reading(Side.B, "B2", "email", "p1@x.org", "name", "P1"));
        world.read(world.combined(Side.B, "B1", "B3"));
        assertThat(world.links("contact")).containsExactlyInAnyOrder(
                "-B2 REVIEW MATCH_TAKEN", "1-B1 REVIEW COMBINED_BOTH_LINKED", "3-B3 IN_SYNC");

        world.read(world.deleted(Side.B, "B3", Cause.Kind.POLL));

        assertThat(world.links("contact")).containsExactlyInAnyOrder(
                "1-B1 ENDED RECORD_DELETED", "1-B2 IN_SYNC", "3-B3 ENDED RECORD_DELETED");
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void givesARestoredRecordItsOwnLinkBackAndAsksAboutTheOneCombinedIntoIt() throws Exception {
        World world = pairs("1", "2");
        world.read(world.combined(Side.A, "1", "2"));
        world.read(world.deleted(Side.A, "2", Cause.Kind.POLL));
        assertThat(world.links("contact"))
                .containsExactlyInAnyOrder("1-B1 ENDED RECORD_DELETED", "2-B2 ENDED RECORD_DELETED");

        world.read(reading(world, Side.A, "2"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact"))
                .containsExactlyInAnyOrder("1-B1 REVIEW COMBINED_BOTH_LINKED", "2-B2 IN_SYNC");
    }

    @Test
    void remembersTheSurvivorOfARecordThatWasToldAsDeletedFirst() throws Exception {
        World world = pairs("1", "2");
        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL));
        world.read(world.combined(Side.A, "1", "2"));
        assertThat(world.links("contact"))
                .containsExactlyInAnyOrder("1-B1 REVIEW COMBINED_BOTH_LINKED", "2-B2 IN_SYNC");

        world.read(world.reading(Side.B, "B1", "email", "p1@x.org", "name", "Edited"));

        assertThat(world.links("contact"))
                .containsExactlyInAnyOrder("1-B1 REVIEW COMBINED_BOTH_LINKED", "2-B2 IN_SYNC");
    }

    @Test
    void leavesTheSurvivorAloneThatALateAnswerNames() throws Exception {
        World world = pairs("1");
        world.read(world.reading(Side.A, "1", "email", "p1@x.org", "name", "Paula"));
        WriteCommand update = world.onlyCommand();
        world.read(world.deleted(Side.B, "B1", Cause.Kind.POLL));
        world.read(world.reading(Side.B, "B9", "email", "p1@x.org", "name", "Paula"));
        world.read(world.combined(Side.B, "B1", "B9"));

        world.answer(update, new Outcome.MovedTo(world.contact(Side.B, "B9")));

        assertThat(world.count("SELECT count(*) FROM merge.mirror WHERE tenant = ? AND id = 'B9' AND NOT deleted"))
                .isEqualTo(1);
        assertThat(world.links("contact"))
                .containsExactlyInAnyOrder("1-B9 ENDED RECORD_DELETED", "1-B9 IN_SYNC");
    }

    @Test
    void countsARecordThatWasMaybeMadeAsACounterpart() throws Exception {
        World world = pairs("1");
        world.read(world.reading(Side.A, "9", "name", "P9"));
        WriteCommand create = world.onlyCommand();
        world.read(world.combined(Side.A, "1", "9"));
        world.answer(create, new Outcome.Unresolved(new Failure("OUTCOME_UNKNOWN", "Who knows.", "", "", 0)));

        world.read(reading(world, Side.B, "B1"), world.reading(Side.B, "B9", "name", "P9"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactlyInAnyOrder("-B9 REVIEW CREATE_UNRESOLVED",
                "1-B1 REVIEW COMBINED_BOTH_LINKED", "9- REVIEW OUTCOME_UNKNOWN");
    }

    private World pairs(String... ids) throws Exception {
        World world = new World(database, codec, flow, connections).opened();
        List<ChangeEvent> readings = new ArrayList<>();
        for (String id : ids) {
            readings.add(reading(world, Side.A, id));
            readings.add(reading(world, Side.B, "B" + id));
        }
        if (!readings.isEmpty()) {
            world.read(readings.toArray(ChangeEvent[]::new));
        }
        assertThat(world.commands()).isEmpty();
        return world;
    }

    private static ChangeEvent reading(World world, Side side, String id) {
        String number = id.substring(side == Side.A ? 0 : 1);
        return world.reading(side, id, "email", "p" + number + "@x.org", "name", "P" + number);
    }
}
