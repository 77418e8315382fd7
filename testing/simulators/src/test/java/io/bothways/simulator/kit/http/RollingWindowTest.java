package io.bothways.simulator.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingWindowTest {
    private final MovableClock clock = new MovableClock();

    @Test
    void neverTakesMoreThanTheLimitInAnyStretchOfTheWindow() {
        RollingWindow window = new RollingWindow(19, Duration.ofSeconds(10), clock);
        Random random = new Random(42);
        List<Long> taken = new ArrayList<>();

        for (int arrival = 0; arrival < 5_000; arrival++) {
            clock.now += random.nextInt(400);
            if (window.tryTake()) {
                taken.add(clock.now);
            }
        }

        for (int at = 19; at < taken.size(); at++) {
            assertThat(taken.get(at) - taken.get(at - 19)).isGreaterThanOrEqualTo(10_000);
        }
        assertThat(taken.size()).isGreaterThan(1_500);
    }

    @Test
    void refusesABurstOverTheEdgeOfAFixedInterval() {
        RollingWindow window = new RollingWindow(10, Duration.ofSeconds(10), clock);
        clock.now = 9_900;
        for (int call = 0; call < 10; call++) {
            assertThat(window.tryTake()).isTrue();
        }

        clock.now = 10_100;

        assertThat(window.tryTake()).isFalse();
        assertThat(window.untilFree()).isEqualTo(Duration.ofMillis(9_800));
    }

    @Test
    void hasRoomAgainExactlyWhenTheOldestCallLeaves() {
        RollingWindow window = new RollingWindow(1, Duration.ofSeconds(10), clock);
        window.tryTake();
        clock.now = 9_999;
        assertThat(window.remaining()).isZero();

        clock.now = 10_000;

        assertThat(window.remaining()).isEqualTo(1);
        assertThat(window.tryTake()).isTrue();
    }

    private static final class MovableClock extends Clock {
        private long now;

        @Override
        public long millis() {
            return now;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
