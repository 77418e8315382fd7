package io.bothways.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.Snapshot;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings that hold what the mirror holds: they cost one statement, and only how new they are is taken in. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class EchoIT {
    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    private World world;

    @BeforeEach
    void linked() throws Exception {
        world = new World(database, codec, flow, connections).opened();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann"),
                world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann"));
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void takesInHowNewTheyAreAndTouchesNoLink() throws Exception {
        String link = version("link");
        Evidence evidence = World.evidence();

        read(Side.A, evidence, "Ann");

        assertThat(answered("1")).isEqualTo(evidence.answered());
        assertThat(version("link")).isEqualTo(link);
    }

    @Test
    void keepAnOlderReadingOfOtherContentOut() throws Exception {
        Evidence older = World.evidence();
        read(Side.A, World.evidence(), "Ann");

        read(Side.A, older, "Anna");

        assertThat(world.commands()).isEmpty();
    }

    @Test
    void bringAFieldUpToDateThatOnlyAnAnswerHadTold() throws Exception {
        read(Side.A, World.evidence(), "Anna");
        world.carryOutAll();
        assertThat(world.count("SELECT count(*) FROM merge.mirror WHERE tenant = ? AND part_fields <> ''")).isEqualTo(1);

        read(Side.B, World.evidence(), "Anna");

        assertThat(world.count("SELECT count(*) FROM merge.mirror WHERE tenant = ? AND part_fields <> ''")).isZero();
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void thatAreOlderChangeNothing() throws Exception {
        Evidence older = World.evidence();
        read(Side.A, World.evidence(), "Ann");
        long answered = answered("1");

        read(Side.A, older, "Ann");

        assertThat(answered("1")).isEqualTo(answered);
    }

    @Test
    void decideAgainWhatIsNotInStep() throws Exception {
        world.execute("UPDATE merge.link SET state = 'PENDING' WHERE tenant = ?", world.tenant.value());

        read(Side.A, World.evidence(), "Ann");

        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void areNoEchoWhereTheBatchSaysMoreOfTheRecord() throws Exception {
        world.read(reading(Side.A, World.evidence(), "Ann"), reading(Side.A, World.evidence(), "Anna"),
                reading(Side.A, World.evidence(), "Ann"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void ofADeletedRecordBringItBack() throws Exception {
        world.read(world.deleted(Side.A, "1", Cause.Kind.POLL));

        read(Side.A, World.evidence(), "Ann");

        assertThat(world.count("SELECT count(*) FROM merge.mirror WHERE tenant = ? AND deleted")).isZero();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    private void read(Side side, Evidence evidence, String name) {
        world.read(reading(side, evidence, name));
    }

    private ChangeEvent reading(Side side, Evidence evidence, String name) {
        ChangeEvent.RecordChanged reading = world.reading(side, side == Side.A ? "1" : "7", "email", "ann@x.org",
                "name", name);
        return new ChangeEvent.RecordChanged(reading.head(), new Snapshot(
                reading.snapshot().ref(), reading.snapshot().fields(), evidence, true));
    }

    private long answered(String id) throws Exception {
        return world.count("SELECT answered FROM merge.mirror WHERE tenant = ? AND id = '" + id + "'");
    }

    /** Which version of its only row a table holds. */
    private String version(String table) throws Exception {
        try (Connection connection = database.getConnection(); PreparedStatement select = connection.prepareStatement(
                "SELECT ctid || ' ' || xmin FROM merge." + table + " WHERE tenant = ?")) {
            select.setString(1, world.tenant.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
