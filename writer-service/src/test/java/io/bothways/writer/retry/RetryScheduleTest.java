package io.bothways.writer.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final RetrySchedule schedule = new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(5), 10);

    @Test
    void doublesTheWaitUpToItsLongestWithAFifthOfJitter() {
        Random random = new Random(7);
        for (int attempts = 1; attempts <= 40; attempts++) {
            double middle = Math.min(Math.pow(2, attempts - 1), 300) * 1000;
            long wait = Duration.between(NOW, schedule.next(attempts, NOW, random)).toMillis();
            assertThat((double) wait).isBetween(middle * 0.8 - 1, middle * 1.2 + 1);
        }
    }

    @Test
    void spreadsTheCommandsOfAFailedBatch() {
        Random random = new Random(7);
        assertThat(random.ints(100).mapToObj(i -> schedule.next(3, NOW, random)).distinct().count())
                .isGreaterThan(80);
    }

    @Test
    void givesUpAtItsLimit() {
        assertThat(schedule.isOver(9)).isFalse();
        assertThat(schedule.isOver(10)).isTrue();
    }
}
