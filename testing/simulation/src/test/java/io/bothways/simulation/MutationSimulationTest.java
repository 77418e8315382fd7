package io.bothways.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.simulation.judge.Finding;
import io.bothways.simulation.script.Script;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation that finds nothing proves nothing, unless it finds what is there. */
class MutationSimulationTest {
    private static final long SEEDS = 500;

    @ParameterizedTest
    @EnumSource
    void catchesABrokenRule(Broken broken) {
        Optional<String> caught = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> caught(seed, broken))
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(caught).as("%s within %d seeds", broken, SEEDS).isPresent();
        System.out.println(broken + " is caught by " + caught.orElseThrow());
    }

    private static Optional<String> caught(long seed, Broken broken) {
        Script script = Script.of(seed, broken.features());
        Optional<Finding> finding = History.of(script, broken.parts()).finding();
        // What fails with all parts in order proves nothing about the broken one.
        return finding.filter(found -> History.of(script, Parts.REAL).finding().isEmpty())
                .map(found -> "seed " + seed + ": " + found);
    }
}
