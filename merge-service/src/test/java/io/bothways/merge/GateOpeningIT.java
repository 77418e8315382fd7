package io.bothways.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.Batch;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class GateOpeningIT {
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
    void newWorld() throws Exception {
        world = new World(database, codec, flow, connections);
    }

    @Test
    void letsEveryRecordThroughOnceInChunks() throws Exception {
        fill(2_500, 1_250);

        world.opened();

        List<WriteCommand> commands = world.commands();
        assertThat(commands.stream().filter(WriteCommand.CreateRecord.class::isInstance).count()).isEqualTo(2_500);
        assertThat(commands.stream().filter(WriteCommand.UpdateRecord.class::isInstance).count()).isEqualTo(2_500);
        assertThat(world.carryOutAll()).isEqualTo(5_000);
        assertThat(world.count("SELECT count(*) FROM merge.link WHERE tenant = ? AND state = 'IN_SYNC'"
                + " AND id_a IS NOT NULL AND id_b IS NOT NULL")).isEqualTo(3_750);
    }

    @Test
    void goesOnWhereAKillInterruptedItWithoutASecondCommand() throws Exception {
        fill(2_500, 1_250);
        world.opened();
        List<WriteCommand> before = world.commands();

        // As if the service had died after it merged records that its gate's row does not know of yet.
        world.execute("UPDATE merge.gate SET state = 'OPENING', pass = 'MERGE_A', after_id = 'A1500' WHERE tenant = ?"
                + " AND object = 'contact'", world.tenant.value());
        world.opened();

        assertThat(world.commands()).hasSameSizeAs(before);
        assertThat(world.carryOutAll()).isEqualTo(5_000);
    }

    @Test
    void aLiveChangeDuringTheOpeningIsSafe() throws Exception {
        fill(2_500, 1_250);
        Thread people = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 2_500; i += 50) {
                flow.merge(Batch.ofChanges(List.of(world.reading(Side.A, "A" + i, "email", "p" + i + "@x.org",
                        "name", "Edited " + i))));
            }
        });
        world.opened();
        people.join();
        world.carryOutAll();

        // An edit that came before its pair was matched differs at the first match, so both values are kept and listed.
        long edited = world.count("SELECT count(*) FROM merge.mirror WHERE tenant = ? AND fields LIKE '%Edited%'");
        long listed = world.count("SELECT count(*) FROM merge.link WHERE tenant = ? AND state = 'CONFLICT'");
        assertThat(edited + listed).isEqualTo(100);
        assertThat(world.count("SELECT count(*) FROM merge.link WHERE tenant = ? AND live")).isEqualTo(3_750);
    }

    /** {@code each} contacts per side; those from {@code shared} on are on both, each lacks one field. */
    private void fill(int each, int shared) {
        for (Side side : Side.values()) {
            List<ChangeEvent> events = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                int person = side == Side.A ? i : i + shared;
                Snapshot snapshot = world.reading(side, side + "" + person, "email", "p" + person + "@x.org", "name",
                        "Person " + person, side == Side.A ? "phone" : "city", "+1415555" + (1000 + person % 9000))
                        .snapshot();
                events.add(new ChangeEvent.RecordChanged(world.head(side, Cause.Kind.LISTING), snapshot));
                if (events.size() == 1_000 || i == each - 1) {
                    flow.merge(Batch.ofChanges(List.copyOf(events)));
                    events.clear();
                }
            }
        }
    }
}
