package io.bothways.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack breaks for most of a minute, as {@code ./bothways chaos --seed 4 --seconds 45} lets it. */
class ChaosEndToEndIT {
    private static final long SEED = 4;
    private static final int SECONDS = 45;

    @TempDir
    Path data;

    @Test
    void nothingIsLostAndNothingIsMadeTwice() {
        ChaosReport report = new Chaos(data.resolve("chaos"), System.out::println).run(SEED, 1, SECONDS);

        assertThat(report.problems()).isEmpty();
        assertThat(report.ok()).isTrue();
    }
}
