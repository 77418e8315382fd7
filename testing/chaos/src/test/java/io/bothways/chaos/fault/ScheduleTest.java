package io.bothways.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int SECONDS = 120;

    @Test
    void oneSeedIsOneSchedule() {
        assertThat(Schedule.draw(7, SECONDS)).isEqualTo(Schedule.draw(7, SECONDS)).isNotEqualTo(Schedule.draw(8, SECONDS));
    }

    @Test
    void twoMinutesHoldAtLeastTwentyFaults() {
        for (long seed = 1; seed <= 200; seed++) {
            assertThat(Schedule.draw(seed, SECONDS)).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(25);
        }
    }

    @Test
    void twentySeedsHoldEveryKindManyTimes() {
        Map<FaultKind, Integer> kinds = new HashMap<>();
        LongStream.rangeClosed(1, 20).forEach(seed -> Schedule.draw(seed, SECONDS)
                .forEach(fault -> kinds.merge(fault.kind(), 1, Integer::sum)));

        assertThat(kinds.keySet()).isEqualTo(EnumSet.allOf(FaultKind.class));
        assertThat(kinds.values()).allMatch(times -> times >= 8);
    }

    @Test
    void aProcessIsNotKilledAgainBeforeItCanBeBack() {
        for (long seed = 1; seed <= 200; seed++) {
            Map<String, Long> deaths = new HashMap<>();
            for (PlannedFault fault : Schedule.draw(seed, SECONDS)) {
                fault.kind().process().ifPresent(process -> {
                    Long before = deaths.put(process, fault.atMillis());
                    assertThat(before == null || fault.atMillis() - before >= 22_000).isTrue();
                });
            }
        }
    }

    @Test
    void callsThatHangComeInTheFirstHalf() {
        for (long seed = 1; seed <= 200; seed++) {
            assertThat(Schedule.draw(seed, SECONDS)).filteredOn(fault -> fault.kind().isSlow())
                    .allMatch(fault -> fault.atMillis() <= SECONDS * 500L);
        }
    }

    @Test
    void aShortRunHoldsAsManyKindsAsItHasRoomFor() {
        List<PlannedFault> planned = Schedule.draw(3, 45);

        assertThat(planned).hasSizeGreaterThanOrEqualTo(9);
        assertThat(Set.copyOf(planned.stream().map(PlannedFault::kind).toList())).hasSizeGreaterThanOrEqualTo(8);
    }
}
