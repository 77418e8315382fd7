package io.bothways.writer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Lane;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.writer.SampleCommands;
import io.bothways.writer.backlog.BacklogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Lingers LINGERS =
            new Lingers(Duration.ofMillis(20), Duration.ofMillis(150), Duration.ofSeconds(1));

    private final BatchQueue queue = new BatchQueue(LINGERS, kind -> 3);
    private final SampleCommands live = SampleCommands.plain();
    private final SampleCommands backfill = live.in(Lane.BACKFILL);
    private long sequence;

    @Test
    void letsAFullBatchGoAtOnceInTheOrderOfArrival() {
        // Given
        add(backfill, "1", "2", "3", "4");

        // When
        Optional<Batch> batch = queue.next(START, false);

        // Then
        assertThat(ids(batch)).containsExactly("1", "2", "3");
        assertThat(queue.next(START, false)).isEmpty();
    }

    @Test
    void letsAPartialLiveBatchGoAfterItsLinger() {
        // Given
        add(live, "1");

        // When / Then
        assertThat(queue.next(START.plusMillis(19), false)).isEmpty();
        assertThat(queue.nextDue()).isEqualTo(START.plusMillis(20));
        assertThat(ids(queue.next(START.plusMillis(20), false))).containsExactly("1");
    }

    @Test
    void keepsAPartialBackfillBatchWhileMoreArrivesUpToALimit() {
        // Given
        queue.add(entry(backfill, "1"), START);
        queue.add(entry(backfill, "2"), START.plusMillis(140));

        // When / Then
        assertThat(queue.next(START.plusMillis(160), false)).isEmpty();
        assertThat(ids(queue.next(START.plusMillis(290), false))).containsExactly("1", "2");
    }

    @Test
    void keepsAPartialBackfillBatchWhileMoreIsBeingStored() {
        // Given
        add(backfill, "1");

        // When
        queue.moreArrives(START.plusMillis(900));

        // Then
        assertThat(queue.next(START.plusMillis(999), false)).isEmpty();
        assertThat(ids(queue.next(START.plusSeconds(1), false))).containsExactly("1");
    }

    @Test
    void prefersLiveEditsToAFullBackfillBatch() {
        // Given
        add(backfill, "1", "2", "3");
        add(live, "4");

        // When / Then
        assertThat(ids(queue.next(START.plusMillis(20), false))).containsExactly("4");
        assertThat(ids(queue.next(START.plusMillis(20), false))).containsExactly("1", "2", "3");
    }

    @Test
    void keepsTheLastFreeCallForLiveEdits() {
        // Given
        add(backfill, "1", "2", "3");

        // When / Then
        assertThat(queue.next(START, true)).isEmpty();
        assertThat(ids(queue.next(START, false))).containsExactly("1", "2", "3");
    }

    @Test
    void holdsTheSecondCommandOfARecordUntilTheFirstHasEnded() {
        // Given
        BacklogEntry first = entry(live.update("1", "link-1", 1, "r", Map.of()), Lane.LIVE);
        BacklogEntry second = entry(live.update("2", "link-2", 1, "r", Map.of()), Lane.LIVE);
        queue.add(first, START);
        queue.add(second, START);
        Instant later = START.plusSeconds(1);
        assertThat(ids(queue.next(later, false))).containsExactly("1");
        assertThat(queue.next(later, false)).isEmpty();

        // When
        queue.release(List.of(first));

        // Then
        assertThat(ids(queue.next(later, false))).containsExactly("2");
    }

    @Test
    void holdsACommandOfALinkWhoseEarlierCommandIsStillOut() {
        // Given
        BacklogEntry create = entry(live.create("1", "link", Map.of(), Map.of()), Lane.LIVE);
        queue.addSent(create);
        queue.add(entry(live.update("2", "link", 2, "r", Map.of()), Lane.LIVE), START);

        // When / Then
        assertThat(queue.next(START.plusSeconds(1), false)).isEmpty();
        queue.release(List.of(create));
        assertThat(ids(queue.next(START.plusSeconds(1), false))).containsExactly("2");
    }

    @Test
    void neverMixesTypesOrKindsInABatch() {
        // Given
        add(live, "1");
        queue.add(entry(live.of("companies").update("2", "l2", 1, "r2", Map.of()), Lane.LIVE), START);
        queue.add(entry(live.create("3", "l3", Map.of(), Map.of()), Lane.LIVE), START);
        Instant later = START.plusSeconds(1);

        // When
        List<List<String>> batches = List.of(
                ids(queue.next(later, false)), ids(queue.next(later, false)), ids(queue.next(later, false)));

        // Then
        assertThat(batches).containsExactlyInAnyOrder(List.of("1"), List.of("2"), List.of("3"));
    }

    @Test
    void takesInNoCommandTwice() {
        // Given
        BacklogEntry entry = entry(live, "1");
        queue.add(entry, START);
        queue.next(START.plusSeconds(1), false);

        // When
        queue.add(entry, START);

        // Then
        assertThat(queue.next(START.plusSeconds(2), false)).isEmpty();
        assertThat(queue.waiting()).isZero();
    }

    private void add(SampleCommands from, String... ids) {
        for (String id : ids) {
            queue.add(entry(from, id), START);
        }
    }

    private BacklogEntry entry(SampleCommands from, String id) {
        return entry(from.update(id, "link-" + id, 1, "record-" + id, Map.of()), from.lane());
    }

    private BacklogEntry entry(WriteCommand command, Lane lane) {
        return new BacklogEntry(command, ++sequence, lane, 0, Optional.empty());
    }

    private static List<String> ids(Optional<Batch> batch) {
        return batch.map(found -> found.entries().stream().map(BacklogEntry::id).toList()).orElse(List.of());
    }
}
