package io.bothways.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.simulation.script.Script;
import io.bothways.simulation.script.Shrinker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void goesTheSameWayEachTime() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(told(seed)).as("seed %d", seed).isEqualTo(told(seed));
        }
    }

    private static List<String> told(long seed) {
        List<String> lines = new ArrayList<>();
        History.of(Script.of(seed), Parts.REAL, lines::add);
        assertThat(lines).hasSizeGreaterThan(100);
        return lines;
    }

    @Test
    void readsTheScriptThatItPrints() {
        Script script = Script.of(7);

        assertThat(Script.parse(script.text())).isEqualTo(script);
    }

    @Test
    void deletesFromAScriptWhatItFailsWithout() {
        Script script = Script.of(7);
        var needed = List.of(script.acts().get(3), script.acts().get(11));

        Script shrunk = new Shrinker(candidate -> candidate.acts().containsAll(needed)).shrink(script);

        assertThat(shrunk.acts()).isEqualTo(needed);
    }
}
