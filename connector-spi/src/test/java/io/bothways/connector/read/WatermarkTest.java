package io.bothways.connector.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatermarkTest {
    private static final Duration LAG = Duration.ofSeconds(30);
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Test
    void beginsEarlierThanAskedSoThatClocksMayDiffer() {
        assertThat(Watermark.startingAt(NOON, LAG).floor()).isEqualTo(NOON.minusSeconds(30).toEpochMilli());
    }

    @Test
    void staysWhereItIsWhileNothingWasSeen() {
        Watermark start = Watermark.startingAt(NOON, LAG);
        assertThat(start.finished(NOON.plusSeconds(3600), LAG, MILLISECOND)).isEqualTo(start);
    }

    @Test
    void readsTheLagAgainAfterAnEdit() {
        Watermark after = Watermark.startingAt(NOON.minusSeconds(600), LAG)
                .seen(NOON.toEpochMilli(), NOON)
                .finished(NOON, LAG, MILLISECOND);
        assertThat(after.floor()).isEqualTo(NOON.minus(LAG).toEpochMilli());
    }

    @Test
    void readsNothingAgainOnceTheNewestStampHasRestedForTheLag() {
        Watermark after = Watermark.startingAt(NOON.minusSeconds(600), LAG)
                .seen(NOON.toEpochMilli(), NOON)
                .finished(NOON.plusSeconds(31), LAG, MILLISECOND);
        assertThat(after.floor()).isEqualTo(NOON.toEpochMilli() + 1);
    }

    @Test
    void neverMovesPastTheNewestStampWhateverOurClockDoes() {
        Watermark after = Watermark.startingAt(NOON, LAG)
                .seen(NOON.toEpochMilli(), NOON)
                .finished(NOON.plus(Duration.ofDays(400)), LAG, MILLISECOND);
        assertThat(after.floor()).isEqualTo(NOON.toEpochMilli() + 1);
    }

    @Test
    void neverMovesBack() {
        Watermark rested = new Watermark(NOON.toEpochMilli(), NOON.minusSeconds(5).toEpochMilli(), NOON.toEpochMilli());
        assertThat(rested.finished(NOON, LAG, MILLISECOND).floor()).isEqualTo(NOON.toEpochMilli());
    }

    /** Edits become visible up to the lag late and out of order, the app's clock is minutes away from ours. */
    @Test
    void losesNoEditOfAnIndexThatLags() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long clockDifference = random.nextLong(-300_000, 300_000);
            List<long[]> edits = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long stamp = NOON.toEpochMilli() + 60_000 + random.nextLong(600_000);
                edits.add(new long[] {stamp, stamp + random.nextLong(LAG.toMillis())});
            }
            Set<Long> seen = new HashSet<>();
            Watermark mark = new Watermark(NOON.toEpochMilli(), 0, 0);
            for (long app = NOON.toEpochMilli(); app < NOON.toEpochMilli() + 800_000; app += random.nextLong(20_000)) {
                Instant ours = Instant.ofEpochMilli(app + clockDifference);
                for (long[] edit : edits) {
                    if (edit[1] <= app && edit[0] >= mark.floor()) {
                        seen.add(edit[0]);
                        mark = mark.seen(edit[0], ours.plusMillis(40));
                    }
                }
                mark = mark.finished(ours, LAG, MILLISECOND);
            }
            assertThat(seen).as("seed %d", seed).containsAll(edits.stream().map(edit -> edit[0]).toList());
        }
    }
}
