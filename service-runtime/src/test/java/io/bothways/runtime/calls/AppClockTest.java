package io.bothways.runtime.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AppClock clock = new AppClock();

    @Test
    void aClockThatIsBehindOrAheadIsMeasuredByTheDateOfTheAnswer() {
        clock.told("Sun, 01 Mar 2026 11:50:00 GMT", NOON, NOON.plusSeconds(1));
        assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(-601));

        clock.told("Sun, 01 Mar 2026 12:05:00 GMT", NOON, NOON.plusSeconds(1));
        assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void aSlowAnswerAndWholeSecondsAreNoSkew() {
        clock.told("Sun, 01 Mar 2026 12:00:20 GMT", NOON.plusMillis(900), NOON.plusSeconds(30));
        assertThat(clock.ahead()).isEqualTo(Duration.ZERO);

        clock.told("Sun, 01 Mar 2026 11:59:59 GMT", NOON.plusMillis(500), NOON.plusMillis(600));
        assertThat(clock.ahead()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aDateThatCannotBeReadChangesNothing() {
        clock.told("Sun, 01 Mar 2026 11:00:00 GMT", NOON, NOON);
        clock.told("yesterday", NOON, NOON);
        clock.told("", NOON, NOON);

        assertThat(clock.ahead()).isEqualTo(Duration.ofHours(-1));
    }

    @Test
    void aTimeToComeBackIsMeasuredFromTheAppsOwnClock() {
        Optional<String> theirNow = Optional.of("Sun, 01 Mar 2026 11:00:00 GMT");

        assertThat(AppClock.delay("Sun, 01 Mar 2026 11:00:30 GMT", theirNow, NOON)).isEqualTo("30");
        assertThat(AppClock.delay("Sun, 01 Mar 2026 12:00:30 GMT", Optional.empty(), NOON)).isEqualTo("30");
        assertThat(AppClock.delay("Sun, 01 Mar 2026 10:00:00 GMT", theirNow, NOON)).isEqualTo("0");
        assertThat(AppClock.delay("120", theirNow, NOON)).isEqualTo("120");
    }
}
