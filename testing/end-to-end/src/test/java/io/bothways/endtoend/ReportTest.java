package io.bothways.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report = new Report();

    @Test
    void isNotOkBeforeAnythingWasTried() {
        assertThat(report.ok()).isFalse();
    }

    @Test
    void aFailedStepDecidesAndAMissedGoalDoesNot() throws Exception {
        report.step("first", true, "");
        report.figureAtMost("wall_s", 30, 20);

        assertThat(report.ok()).isTrue();
        JsonNode json = new ObjectMapper().readTree(report.toJson());
        assertThat(json.path("met").path("wall_s").asBoolean()).isFalse();

        report.step("second", false, "a reason");
        assertThat(report.ok()).isFalse();
    }
}
