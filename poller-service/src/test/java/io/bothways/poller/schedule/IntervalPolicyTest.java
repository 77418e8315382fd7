package io.bothways.poller.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalPolicyTest {
    private static final Duration FLOOR = Duration.ofSeconds(30);
    private static final double MIDDLE = 0.5;

    private final IntervalPolicy policy = new IntervalPolicy(FLOOR, Optional.empty());

    @Test
    void ceilingIsFourAndAHalfMinutesUnlessSet() {
        assertThat(policy.ceiling()).isEqualTo(Duration.ofSeconds(270));
    }

    @Test
    void pollsAtTheFloorWhileChangesCome() {
        Interval interval = policy.afterAnswer(Optional.empty(), policy.ceiling(), true, MIDDLE);

        assertThat(interval).isEqualTo(new Interval(FLOOR, FLOOR, "changes are coming"));
    }

    @Test
    void slowsDownStepByStepToTheCeilingWhileItIsQuiet() {
        Duration length = FLOOR;
        int polls = 0;
        while (length.compareTo(policy.ceiling()) < 0) {
            Interval next = policy.afterAnswer(Optional.empty(), length, false, MIDDLE);
            assertThat(next.length()).isGreaterThan(length).isLessThanOrEqualTo(policy.ceiling());
            length = next.length();
            polls++;
        }

        assertThat(polls).isEqualTo(6);
        assertThat(policy.afterAnswer(Optional.empty(), length, false, MIDDLE).length()).isEqualTo(policy.ceiling());
    }

    @Test
    void jitterStaysWithinATenthAndDoesNotGrowTheInterval() {
        Interval early = policy.afterAnswer(Optional.empty(), policy.ceiling(), false, 0);
        Interval late = policy.afterAnswer(Optional.empty(), policy.ceiling(), false, 1);

        assertThat(early.delay()).isEqualTo(Duration.ofSeconds(243));
        assertThat(late.delay()).isEqualTo(Duration.ofSeconds(297));
        assertThat(early.length()).isEqualTo(late.length());
    }

    @Test
    void theAccountsSettingWinsOverFloorAndChanges() {
        Optional<Duration> setting = Optional.of(Duration.ofSeconds(5));

        Interval interval = policy.afterAnswer(setting, FLOOR, true, MIDDLE);

        assertThat(interval).isEqualTo(new Interval(setting.get(), setting.get(), "the account's setting"));
    }

    @Test
    void waitsLongerAfterEachFailureInARowButNeverBeyondTheCeiling() {
        assertThat(policy.afterFailure(1, MIDDLE)).isEqualTo(FLOOR);
        assertThat(policy.afterFailure(2, MIDDLE)).isEqualTo(FLOOR.multipliedBy(2));
        assertThat(policy.afterFailure(4, MIDDLE)).isEqualTo(FLOOR.multipliedBy(8));
        assertThat(policy.afterFailure(1_000, MIDDLE)).isEqualTo(policy.ceiling());
    }

    @Test
    void refusesACeilingBelowTheFloor() {
        assertThatThrownBy(() -> new IntervalPolicy(FLOOR, Optional.of(Duration.ofSeconds(1))))
                .hasMessageContaining("bothways.poll.ceiling")
                .hasMessageContaining("PT1S");
    }
}
