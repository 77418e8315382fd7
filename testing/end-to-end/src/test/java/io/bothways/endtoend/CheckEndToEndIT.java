package io.bothways.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack, as {@code ./bothways check} tries it. Times are told by the figures and never decide. */
class CheckEndToEndIT {
    @TempDir
    Path data;

    @Test
    void everyStepOfTheScenarioHolds() {
        Report report = new Scenario(data.resolve("check"), 7, System.out::println).run();

        System.out.println(report.toText());
        assertThat(report.steps()).isNotEmpty().allSatisfy(step -> assertThat(step.ok())
                .as("%s: %s", step.name(), step.detail())
                .isTrue());
    }
}
