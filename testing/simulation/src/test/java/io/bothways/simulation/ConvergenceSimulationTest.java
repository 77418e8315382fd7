package io.bothways.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.simulation.Simulation.Failed;
import io.bothways.simulation.Simulation.Tally;
import io.bothways.simulation.script.EditKind;
import io.bothways.simulation.script.Script;
import io.bothways.simulation.wire.FaultKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConvergenceSimulationTest {
    private static final long SEEDS = 2_000;
    private static Tally tally = new Tally();

    @BeforeAll
    static void live() {
        tally = new Simulation(Parts.REAL).run(1, SEEDS, seed -> {});
    }

    @Test
    void everyHistoryEndsInStepOrSaysWhyNot() {
        assertThat(tally.failed()).as("each prints its script by ./bothways simulate --from SEED --seeds 1")
                .extracting(ConvergenceSimulationTest::what)
                .isEmpty();
    }

    private static String what(Failed failed) {
        return "seed " + failed.script().seed() + ": " + failed.result().finding().orElseThrow();
    }

    @Test
    void overwritesBlindlyNoMoreThanOneEditInAThousand() {
        assertThat(tally.blindOverwrites() * 1_000).isLessThanOrEqualTo(tally.allEdits());
    }

    @Test
    void makesRecordsTwiceBlindlyForNoMoreThanOneCombineInTen() {
        assertThat(tally.blindDuplicates() * 10).isLessThanOrEqualTo(tally.edits(EditKind.COMBINE));
    }

    @Test
    void isNotTooQuiet() {
        assertThat(tally.allEdits()).isGreaterThanOrEqualTo(20 * SEEDS);
        assertThat(tally.allFaults()).isGreaterThanOrEqualTo(3 * SEEDS);
        for (EditKind kind : Script.kinds()) {
            assertThat(tally.seedsWith(kind) * 20).as("seeds with %s", kind).isGreaterThanOrEqualTo(SEEDS);
        }
        for (FaultKind kind : FaultKind.values()) {
            assertThat(tally.seedsWith(kind) * 20).as("seeds with %s", kind).isGreaterThanOrEqualTo(SEEDS);
        }
    }
}
