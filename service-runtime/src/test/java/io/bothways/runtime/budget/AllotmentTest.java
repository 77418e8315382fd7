package io.bothways.runtime.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Lane;
import io.bothways.runtime.budget.BudgetWorld.Ways;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That no window of the app's ever holds more calls than it allows, and hardly fewer; and who gets them. */
class AllotmentTest {
    private static final long LENGTH = 10_000;
    private static final Limit ROLLING = limit("rolling", 190, new Span.Rolling(Duration.ofMillis(LENGTH)), 100, 0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neverLetsMoreCallsArriveWithinAnyWindowThanTheAppAllows(long seed) {
        // Given: processes that send late, apps that answer late, processes that die with calls in their hands
        BudgetWorld world = new BudgetWorld(seed, ROLLING);
        for (int i = 0; i < 4; i++) {
            Map<Lane, Long> wishes = new HashMap<>(Map.of(Lane.LIVE, 200L));
            wishes.put(Lane.values()[i], 5L);
            BudgetWorld.Process process = world.process("p" + i, new Ways(
                    world.random.nextInt(900), world.random.nextInt(6_000), 40, wishes));
            if (i > 1) {
                world.at(world.now + 10_000L * i, process::die);
            }
        }

        // When
        world.run(Duration.ofSeconds(150));

        // Then
        assertThat(world.arrivals).hasSizeGreaterThan(600);
        assertThat(world.mostWithin(LENGTH)).isLessThanOrEqualTo(190);
    }

    @Test
    void usesNearlyAllThatTheAppAllows() {
        // Given: one owner and a poller beside it
        BudgetWorld world = new BudgetWorld(11, ROLLING);
        world.process("writer", new Ways(3, 20, 8, Map.of(Lane.BACKFILL, 2L)));
        world.process("poller", new Ways(3, 20, 4, Map.of(Lane.LIVE, 3_000L)));

        // When
        world.run(Duration.ofSeconds(120));

        // Then
        long from = world.now - 110_000;
        long to = world.now - 10_000;
        long used = world.arrivals.stream().filter(arrival -> arrival.at() >= from && arrival.at() < to).count();
        assertThat(used / (190.0 * (to - from) / LENGTH)).isBetween(0.975, 1.0);
        assertThat(world.mostWithin(LENGTH)).isLessThanOrEqualTo(190);
    }

    @Test
    void letsLiveEditsPassABackfillWithinAMoment() {
        // Given
        BudgetWorld world = new BudgetWorld(12, ROLLING);
        world.process("writer", new Ways(3, 20, 8, Map.of(Lane.BACKFILL, 2L)));
        world.process("other", new Ways(3, 20, 8, Map.of(Lane.LIVE, 500L)));

        // When
        world.run(Duration.ofSeconds(60));

        // Then
        assertThat(world.waits.get(Lane.LIVE)).hasSizeGreaterThan(100);
        assertThat(world.percentile(Lane.LIVE, 0.95)).isLessThan(300);
    }

    @Test
    void givesEachLaneItsShareAndStarvesNone() {
        // Given: every lane wants all there is
        BudgetWorld world = new BudgetWorld(13, ROLLING);
        for (Lane lane : Lane.values()) {
            world.process(lane.name(), new Ways(3, 20, 20, Map.of(lane, 2L)));
        }

        // When
        world.run(Duration.ofSeconds(100));

        // Then
        assertThat(world.arrived(Lane.LIVE)).isGreaterThan(2 * world.arrived(Lane.RETRY));
        assertThat(world.arrived(Lane.RETRY)).isGreaterThan(world.arrived(Lane.BACKFILL));
        assertThat(world.arrived(Lane.NIGHTLY)).isPositive();
    }

    @Test
    void whoWaitsForALimitOfHisOwnKeepsNobodyFromTheOthers() {
        // Given: live searches of which there are five a second
        Limit search = limit("search", 5, new Span.Rolling(Duration.ofSeconds(1)), 100, 0);
        BudgetWorld world = new BudgetWorld(17, ROLLING);
        world.process("poller", new Ways(3, 20, 8, Map.of(Lane.LIVE, 10L)), List.of(ROLLING, search));
        world.process("writer", new Ways(3, 20, 8, Map.of(Lane.BACKFILL, 2L)));

        // When
        world.run(Duration.ofSeconds(60));

        // Then: the backfill has what the searches leave
        assertThat(world.arrived(Lane.LIVE)).isBetween(270L, 310L);
        assertThat(world.arrived(Lane.BACKFILL)).isGreaterThan(780);
        assertThat(world.mostWithin(LENGTH)).isLessThanOrEqualTo(190);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600_000, -3_600_000, 9_000, -9_000, 86_400_000})
    void makesNoCallsOfAClockThatJumps(long jump) {
        // Given
        BudgetWorld world = new BudgetWorld(14, ROLLING);
        world.process("one", new Ways(3, 20, 8, Map.of(Lane.BACKFILL, 2L)));
        world.process("two", new Ways(3, 20, 8, Map.of(Lane.LIVE, 100L)));
        world.run(Duration.ofSeconds(25));

        // When
        world.databaseAhead += jump;
        long before = world.arrivals.size();
        world.run(Duration.ofSeconds(25));

        // Then
        assertThat(world.mostWithin(LENGTH)).isLessThanOrEqualTo(190);
        assertThat(world.arrivals.size() - before).isGreaterThan(440);
    }

    @Test
    void holdsSeveralLimitsAtOnce() {
        // Given: three a second besides, two at once besides, and thirty for the day
        Limit second = limit("second", 3, new Span.Rolling(Duration.ofSeconds(1)), 100, 0);
        Limit atOnce = limit("at-once", 2, new Span.Rolling(Duration.ZERO), 100, 0);
        Limit day = limit("day", 30, new Span.Day(ZoneId.of("US/Eastern")), 100, 0);
        BudgetWorld world = new BudgetWorld(15, ROLLING, second, atOnce, day);
        world.process("one", new Ways(0, 400, 8, Map.of(Lane.LIVE, 500L)));
        world.process("two", new Ways(0, 400, 8, Map.of(Lane.LIVE, 500L)));

        // When
        world.run(Duration.ofHours(1));
        long today = world.arrivals.size();
        world.run(Duration.ofHours(24));

        // Then: a second day has begun, once
        assertThat(world.mostWithin(1_000)).isLessThanOrEqualTo(3);
        assertThat(today).isEqualTo(30);
        assertThat(world.arrivals).hasSize(60);
    }

    @Test
    void keepsToTheCeilingAndLeavesTheReserve() {
        // Given
        Limit shared = limit("rolling", 200, new Span.Rolling(Duration.ofMillis(LENGTH)), 60, 25);
        BudgetWorld world = new BudgetWorld(16, shared);
        world.process("one", new Ways(3, 20, 20, Map.of(Lane.LIVE, 2L)));

        // When
        world.run(Duration.ofSeconds(60));

        // Then: 60 percent at most; what others use counts against the 75 percent that are not their reserve
        assertThat(world.mostWithin(LENGTH)).isBetween(110L, 120L);
        Usage usage = world.usage(shared);
        usage.told(10, 0, usage.now());
        assertThat(usage.room(Lane.LIVE)).isZero();
        assertThat(usage.usedByOthers()).isGreaterThan(60);
    }

    private static Limit limit(String name, long tokens, Span span, int ceiling, int reserve) {
        return Limit.of("app/portal/" + name, name, tokens, span, ceiling, reserve);
    }
}
