package io.bothways.writer.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.descriptor.Limits;
import io.bothways.connector.descriptor.Reading;
import io.bothways.connector.descriptor.Writing;
import io.bothways.contracts.Lane;
import io.bothways.writer.SampleCommands;
import io.bothways.writer.WriterConfigTest;
import io.bothways.writer.account.OpenWork.LookUp;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.BacklogEntry.Sent;
import io.bothways.writer.batch.Batch;
import io.bothways.writer.batch.ReadBackGroups.Written;
import io.bothways.writer.settle.Conclusion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenWorkTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = START.plusSeconds(5);

    private final OpenWork work = new OpenWork(WriterConfigTest.with(Map.of()), descriptor());
    private long sequence;

    @Test
    void makesNoMoreCallsAtOnceThanTheAppBearsAndKeepsOneForLiveEdits() {
        // Given
        List<BacklogEntry> four = IntStream.range(0, 4).mapToObj(i -> entry(Lane.BACKFILL)).toList();
        work.add(four, START);
        Optional<Batch> first = work.nextBatch(START);
        assertThat(first).hasValueSatisfying(batch -> assertThat(batch.entries()).hasSize(2));

        // When / Then
        assertThat(work.nextBatch(START)).isEmpty();
        work.add(List.of(entry(Lane.LIVE)), START);
        assertThat(work.nextBatch(LATER)).hasValueSatisfying(batch -> assertThat(batch.lane()).isEqualTo(Lane.LIVE));
        assertThat(work.nextBatch(LATER)).isEmpty();
        work.called();
        work.called();
        assertThat(work.nextBatch(LATER)).hasValueSatisfying(batch -> assertThat(batch.entries()).hasSize(2));
    }

    @Test
    void readsBackAtOnceWhatAnEarlierOwnerWasAnsweredAndLooksUpTheRestLater() {
        // Given
        BacklogEntry answered = entry(Lane.LIVE).sentWith(new Sent("other/1", START, "new-id"));
        BacklogEntry lost = entry(Lane.LIVE).sentWith(new Sent("other/1", START, ""));

        // When
        work.addSent(List.of(answered, lost), LATER);

        // Then
        assertThat(work.nextLookUps(START)).flatExtracting(LookUp::entries).containsExactly(answered);
        assertThat(work.nextDue(START)).isEqualTo(LATER);
        assertThat(work.nextLookUps(LATER)).flatExtracting(LookUp::entries).containsExactly(lost);
        assertThat(work.unresolved()).isZero();
        assertThat(work.isEmpty()).isFalse();
    }

    @Test
    void doesNotWaitWithTheReadBackForRecordsThatAreBeingLookedUp() {
        // Given
        BacklogEntry lost = entry(Lane.LIVE).sentWith(new Sent("other/1", START, ""));
        work.addSent(List.of(lost), LATER.plusSeconds(60));
        BacklogEntry written = entry(Lane.LIVE);
        work.add(List.of(written), START);
        work.nextBatch(START.plusMillis(20));

        // When
        work.conclude(new Conclusion(
                List.of(), Instant.MAX, List.of(new Written(written, "r", START.plusMillis(30), 0)), List.of(),
                Optional.empty()));

        // Then
        assertThat(work.nextReading(START.plusMillis(30))).isPresent();
    }

    @Test
    void isEmptyOnceEverythingHasEnded() {
        // Given
        BacklogEntry entry = entry(Lane.LIVE);
        work.add(List.of(entry), START);
        work.nextBatch(LATER);

        // When
        work.conclude(new Conclusion(List.of(entry), Instant.MAX, List.of(), List.of(), Optional.empty()));
        work.called();

        // Then
        assertThat(work.isEmpty()).isTrue();
        assertThat(work.nextDue(LATER)).isEqualTo(Instant.MAX);
    }

    private BacklogEntry entry(Lane lane) {
        String id = Long.toString(++sequence);
        var command = SampleCommands.plain().in(lane).update(id, "link-" + id, 1, "record-" + id, Map.of());
        return new BacklogEntry(command, sequence, lane, 0, Optional.empty());
    }

    private static ConnectorDescriptor descriptor() {
        return ConnectorDescriptor.of("app", "App")
                .reading(Reading.of(100, 10))
                .writing(Writing.batches(2).withReadBackPage(10))
                .limits(Limits.of(2))
                .abilities(Set.of());
    }
}
